"""What citizens attach is opened and judged before it is kept; names, media types and first bytes are believed of nobody.

A file of strangers is judged by a process of its own (`child`) that may use so much time and memory and no more, knows no
password of ours, and may crash: then the file is refused. Nothing that the child imports knows Django.

- `verdicts`  what can be wrong with a file, what a judgement may cost
- `kinds`     which judge a content goes to
- `pdf`, `ole` (doc, wps), `ooxml` (docx, xlsx), `ofd`, `pictures`, `plain`   one judge each
- `archive`, `markup`, `fields`, `formulas`, `links`   what several judges look at
- `child`     the process that judges; `judge` starts it, and stops it
- `sentences` what a citizen is told; `names` what the file is called; `scanner` ClamAV; `storage` where files lie
"""
