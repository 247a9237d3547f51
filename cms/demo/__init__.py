"""The demo city: invented text, files and people for a city whose tree was built from its responsibility table.

`facts` what is known about a city and a unit · `drafts` what a writer hands over · `pen` chance and patterns ·
`writing/` one module per sort of column · `files` attachments · `people` names and accounts · `build` puts it into the site.
Everything up to `build` is pure: the same seed and the same day give the same city, to the byte.
"""
