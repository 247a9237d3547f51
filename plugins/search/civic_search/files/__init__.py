"""The text of attachments: PDF, DOCX, XLSX and plain text.

A file of strangers is read by a process of its own (`child`) that may use so much time and memory and no more, knows no
password of ours, and may crash: `extract` starts it and says how it ended. Nothing that the child imports knows Django.

- `endings`   how a reading can end, and what a reading may cost
- `formats`   what a file is, by its content; names lie
- `pdf`, `docx`, `xlsx`, `plain`   one reader each
- `child`     the process that reads
- `extract`   starts it, and stops it

`civic_search.domain.read_files` keeps the texts by the digest of their file: each file is read once.
"""
