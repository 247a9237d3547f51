from django.db import transaction
from django.utils import timezone

from civic_search.lexicon import fingerprint_of, forget_reading
from civic_search.models import DictionaryWord, Lexicon
from civic_search.sources import registered_sources


def collect_words() -> list[str]:
    """The city's own words, sorted: those of the sources, and those of the editable list."""
    words = set(DictionaryWord.objects.values_list("word", flat=True))
    for source in registered_sources().values():
        words.update(source.words())
    return sorted(word for word in words if word)


@transaction.atomic
def renew_lexicon() -> Lexicon:
    """Collect the city's words; when they changed they become the current dictionary of every process."""
    words = collect_words()
    fingerprint = fingerprint_of(words)
    current = Lexicon.objects.current().first()
    if current is not None and current.fingerprint == fingerprint:
        return current
    renewed = Lexicon.objects.create(fingerprint=fingerprint, words=words, made_at=timezone.now())
    Lexicon.objects.exclude(pk=renewed.pk).delete()
    forget_reading()
    return renewed
