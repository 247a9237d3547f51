"""How objects get into Wagtail's table of entries: one statement for all that are saved together."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Model
from modelsearch.conf import get_app_config
from modelsearch.utils import get_content_type_pk

from civic_search.wagtail_backend.texts import ObjectTexts


class EntryTexts(ObjectTexts):
    """Fills the columns of an entry. Each database has its own."""

    id: str

    def columns(self) -> dict[str, str]:
        raise NotImplementedError


class EntryIndex:
    """Goes before an index of Wagtail's, which forgets objects, clears stale entries and rebuilds."""

    write_connection: Any
    entry_texts: ClassVar[type[EntryTexts]]
    written: ClassVar[tuple[str, ...]]

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Write or replace the entries of these objects, all of one model, in the transaction that is open."""
        if not model.get_search_fields():  # type: ignore[attr-defined]
            return
        entry, content_type = get_app_config().get_model("IndexEntry"), get_content_type_pk(model)
        texts = {found.id: found for found in (self.entry_texts(obj, self.backend) for obj in objs)}  # type: ignore[attr-defined, call-arg]
        entry._default_manager.using(self.write_connection.alias).bulk_create(
            [entry(content_type_id=content_type, object_id=pk, **found.columns()) for pk, found in texts.items()],
            update_conflicts=True,
            unique_fields=("content_type", "object_id"),
            update_fields=self.written,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: lengths of titles have no part in the order. Wagtail reads the whole table for them at every save."""
