"""Editors find a unit's tree by all the names of the unit, so it is entered in Wagtail's search again when these change."""

from wagtail.search.index import insert_or_update_object

from civic_disclosure.models import PortalPage, UnitCatalogue


def index_trees(unit_id: int) -> None:
    """Enter the unit's catalogue and the portals it keeps, in the transaction that is open."""
    for model in (UnitCatalogue, PortalPage):
        for tree in model.objects.filter(unit=unit_id):
            insert_or_update_object(tree)
