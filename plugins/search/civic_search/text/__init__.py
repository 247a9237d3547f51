"""One Chinese text pipeline for indexing, asking, highlighting and suggesting. No database, no Django models.

The same text gives the same tokens in every engine. See `civic_search.queries` for the shape of a token stream.
"""
