from collections.abc import Sequence
from types import TracebackType
from typing import Self

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from civic_disclosure.domain.grant import collection_of
from civic_disclosure.imports.folder import Folder
from civic_disclosure.models import ItemAttachment, ItemPage
from civic_office.models import Unit


class Files:
    """Turns attachments of a batch into documents in the unit's collection, each file once.

    Leaving the block removes files that were written for a chunk that failed: the database forgets them by itself.
    """

    def __init__(self, folder: Folder, unit: Unit) -> None:
        self._folder = folder
        self._collection = collection_of(unit)
        self._known: dict[str, Document] = {}
        self._unsafe: list[Document] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for document in self._unsafe:
                document.file.storage.delete(document.file.name)

    def attach(self, wanted: Sequence[tuple[ItemPage, Sequence[str]]]) -> list[list[ItemAttachment]]:
        """The attachments of each item, not saved; their documents are."""
        self._unsafe = []
        for name in dict.fromkeys(name for _item, names in wanted for name in names):
            if name not in self._known:
                self._known[name] = self._store(name)
        Document.objects.bulk_create(self._unsafe)
        return [
            [
                ItemAttachment(document=self._known[name], title=self._known[name].title, sort_order=order)
                for order, name in enumerate(names)
            ]
            for _item, names in wanted
        ]

    def _store(self, name: str) -> Document:
        content = self._folder.read(name)
        document = Document(title=name.rpartition(".")[0], collection=self._collection, file_size=len(content))
        document.file.save(name, ContentFile(content), save=False)
        self._unsafe.append(document)
        return document
