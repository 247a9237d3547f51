"""How often what is asked: counted without anybody's data, and without making anybody wait.

Counts are gathered in the process and written after an answer has gone out, at most every few seconds. A process that
is killed loses those of its last seconds; answers that a cache gives are not counted. Both make counts a little too low.
"""

import datetime
import logging
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from django.core.signing import Signer
from django.db import Error, IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from civic_search.app_settings import app_settings
from civic_search.models import QueryCount
from civic_search.models.asked import LONGEST
from civic_search.scoring import flat
from civic_search.text.normalise import normalise

logger = logging.getLogger("civic_search")

#: Counts are written this often, of so many questions at most.
SECONDS = 5.0
MOST = 500

_ADDRESS = re.compile(r"\S@\S")
#: Numbers of people are long: identity cards, telephones, accounts. Blanks and hyphens may stand in them.
_LONG_NUMBER = re.compile(r"\d(?:[\s\-.·()]*\d){6,}")


@dataclass(slots=True)
class _Gathered:
    counts: Counter[tuple[datetime.date, str, str]] = field(default_factory=Counter)
    written_at: float = field(default_factory=time.monotonic)


_lock = threading.Lock()
_gathered = _Gathered()


def name_question(text: str) -> str:
    """The question as it is counted: in one spelling, with single blanks. "" for what is never counted.

    That is what holds nothing, what is longer than questions are, and whatever looks like somebody's number or address.
    """
    name = " ".join(normalise(text[: 4 * LONGEST]).split())
    if not flat(name) or len(name) > LONGEST or len(text) > 4 * LONGEST:
        return ""
    return "" if _ADDRESS.search(name) or _LONG_NUMBER.search(name) else name


def count_question(text: str, *, found: bool, today: datetime.date) -> None:
    """It was asked, and something was found or not."""
    _count(text, "asked", *(() if found else ("without_results",)), today=today)


def count_click(text: str, *, today: datetime.date) -> None:
    """One of its results was opened."""
    _count(text, "clicked", today=today)


def _count(text: str, *columns: str, today: datetime.date) -> None:
    name = name_question(text)
    if name and app_settings.LOG_DAYS:
        with _lock:
            for column in columns if len(_gathered.counts) < MOST else ():
                _gathered.counts[today, name, column] += 1


def sign_question(text: str, *, today: datetime.date) -> str:
    """What an answer gives along, so that only results of questions that were asked are counted as opened."""
    return Signer(salt="civic_search.clicks").signature(f"{today}\n{name_question(text)}")


def is_signed(text: str, signature: str, *, today: datetime.date) -> bool:
    """Whether this site gave an answer to this question today or yesterday."""
    days = (today, today - datetime.timedelta(days=1))
    return any(constant_time_compare(sign_question(text, today=day), signature) for day in days)


def write_counts(*, at_once: bool = False) -> None:
    """Write what was gathered, if it is time. Never raises: what cannot be written is dropped, and said in the log."""
    with _lock:
        if not _gathered.counts or not (at_once or time.monotonic() - _gathered.written_at > SECONDS):
            return
        counts, _gathered.counts, _gathered.written_at = _gathered.counts, Counter(), time.monotonic()
    try:
        _write(counts)
    except Error:
        logger.exception("Counts of questions could not be written")


def _write(counts: Counter[tuple[datetime.date, str, str]]) -> None:
    rows: dict[tuple[datetime.date, str], dict[str, int]] = {}
    for (day, name, column), number in sorted(counts.items()):
        rows.setdefault((day, name), {})[column] = number
    with transaction.atomic():
        for (day, name), numbers in rows.items():
            _add(day, name, numbers)
        _forget_old(today=max(day for day, _name in rows))


def _add(day: datetime.date, name: str, numbers: dict[str, int]) -> None:
    row = QueryCount.objects.filter(day=day, question=name)
    more = {column: F(column) + number for column, number in numbers.items()}
    if row.update(**more):
        return
    try:
        with transaction.atomic():
            QueryCount.objects.create(day=day, question=name, **numbers)
    except IntegrityError:  # another process was quicker
        row.update(**more)


def _forget_old(*, today: datetime.date) -> None:
    QueryCount.objects.filter(day__lt=today - datetime.timedelta(days=app_settings.LOG_DAYS)).delete()


def forget_counts() -> None:
    """Drop what was gathered."""
    with _lock:
        _gathered.counts.clear()


def hot_words(*, today: datetime.date, limit: int = 10) -> list[str]:
    """What many ask and find, the most frequent first: asked often enough to be nobody's own question."""
    since = today - datetime.timedelta(days=app_settings.HOT_DAYS - 1)
    counted = QueryCount.objects.since(since).by_question()
    frequent = counted.filter(
        asked_in_all__gte=app_settings.HOT_MINIMUM, asked_in_all__gt=2 * F("without_results_in_all")
    )
    return list(frequent.order_by("-asked_in_all", "question").values_list("question", flat=True)[:limit])
