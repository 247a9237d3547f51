"""What editors find pages by in the admin's own search: besides titles, which Wagtail names, numbers, names and texts.

A boost above 1 ranks a field with the title, `name` behind it, any other field last (`civic_search.wagtail_backend`).
"""

from wagtail.search.index import AutocompleteField, BaseField, RelatedFields, SearchField

Fields = list[BaseField | RelatedFields]


def name(field: str, boost: float | None = None) -> Fields:
    """A field by which a page is called, found from its first letters on by Wagtail's own backends too."""
    return [SearchField(field, boost=boost), AutocompleteField(field)]


#: A unit's tree or the portal: by all the names of the unit.
UNIT: Fields = [
    RelatedFields(
        "unit",
        [*name("official_name"), *name("short_name"), *name("code"), RelatedFields("aliases", name("name"))],
    )
]

CHANNEL: Fields = [SearchField("description")]

COLUMN: Fields = [*name("code"), *name("column_keywords"), SearchField("description")]

ITEM: Fields = [
    *name("document_number", boost=2),
    *name("keywords"),
    *map(SearchField, ("summary", "body", "source", "author")),
]
