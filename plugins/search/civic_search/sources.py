"""What can be found. A plugin registers a source in its `search.py`; this app knows none of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from civic_search.documents import SearchDocument


@dataclass(frozen=True, slots=True)
class Address:
    """Where a hit leads to: its page on the public site, and its endpoint of the API."""

    url: str
    api_url: str


class Source:
    """One kind of thing that can be found. Keys are texts; what is not public has no document."""

    kind: str
    #: Places to look around in (columns, units): offered to those who find nothing.
    is_place = False

    def documents(self, keys: Sequence[str]) -> Iterable[SearchDocument]:
        """The documents of those `keys` that are public; the others are left out."""
        raise NotImplementedError

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        """The next keys of public things, in an order that does not change; "" begins."""
        raise NotImplementedError

    def count(self) -> int:
        """How many there are, about: for progress bars."""
        raise NotImplementedError

    def public(self, keys: Sequence[str]) -> set[str]:
        """Which of `keys` are public at this moment. Every hit is asked before it is shown."""
        raise NotImplementedError

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        raise NotImplementedError

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        """Names of values of a facet, those that this source knows."""
        return {}

    def words(self) -> Iterable[str]:
        """Names and expressions that are one word: the dictionary is made of them."""
        return ()

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        """Key and title of public things that questions are completed to, the newest or most important first."""
        return ()

    def keys_showing(self, document_ids: Sequence[int]) -> Iterable[str]:
        """The keys of things that show one of these Wagtail documents."""
        return ()


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Called in `AppConfig.ready`."""
    _sources[source.kind] = source


def registered_sources() -> dict[str, Source]:
    """By kind, in the order in which an index is built."""
    return dict(sorted(_sources.items()))


def by_kind(ids: Iterable[str]) -> Iterator[tuple[Source, list[str]]]:
    """Ids of documents (`kind:key`), put to their sources; those of unknown kinds are left out."""
    split = sorted(tuple(one.partition(":")[::2]) for one in set(ids))
    for kind, pairs in groupby(split, key=lambda pair: pair[0]):
        if kind in _sources:
            yield _sources[kind], [key for _kind, key in pairs]


def public_ids(ids: Iterable[str]) -> set[str]:
    """Which of these documents the public may see now. One question to each source."""
    return {f"{source.kind}:{key}" for source, keys in by_kind(ids) for key in source.public(keys)}


def addresses_of(ids: Iterable[str]) -> dict[str, Address]:
    return {
        f"{source.kind}:{key}": address
        for source, keys in by_kind(ids)
        for key, address in source.addresses(keys).items()
    }


def labels_of(facet: str, values: Iterable[str]) -> dict[str, str]:
    """Names of a facet's values; a value that no source names is its own name."""
    wanted = sorted(set(values))
    labels = {value: value for value in wanted}
    for source in registered_sources().values():
        labels |= source.labels(facet, wanted)
    return labels
