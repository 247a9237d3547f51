"""The public API of search: `parameters.py` (what is asked), `serializers.py` (what is answered), `public.py`, `urls.py`."""
