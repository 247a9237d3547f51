"""The public API of the catalogue, read only: `structure.py` (site, units, columns), `items.py`, `urls.py`."""
