"""From a revision to what the public reads, rendered once when it is published.

`content.py` turns the text of a revision into data; `dress.py` adds what belongs to others (the unit's and the column's
names, the way to the item, links to other items, the site's facts) and can do so again when those change.
"""
