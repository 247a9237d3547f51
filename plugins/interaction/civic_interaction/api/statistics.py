"""How letters are dealt with, in figures: as JSON, and as a table."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from civic_interaction.api import letter_shapes as shapes
from civic_interaction.api.channels import TAG
from civic_interaction.api.parameters import STATISTICS, STATISTICS_DESCRIBED
from civic_interaction.app_settings import app_settings
from civic_interaction.domain.statistics import FIGURES, Figures, letter_statistics, years_with_letters
from civic_office.api.describing import describe
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.api.tables import answer_table
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import Calendar, civil_date

#: The figures move slowly, and each of them reads the whole year.
MAX_AGE = 600


class LetterStatistics(ReadingView):
    parameters = STATISTICS

    @describe(
        "get_letter_statistics",
        tag=TAG,
        summary=gettext_lazy("How letters are dealt with"),
        description=gettext_lazy(
            "Of the letters of a year: all together, by channel, and by the unit that answers. Each figure has its "
            "definition beside it. Averages and shares of too few cases are empty."
        ),
        answer=shapes.LetterStatistics,
        parameters=STATISTICS_DESCRIBED,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        return answer_json(request, dump_json(statistics_body(self.chosen)), max_age=MAX_AGE)


class StatisticsTable(ReadingView):
    """The same as a table: one line for all, one for each channel and unit; the definitions below."""

    parameters = STATISTICS

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        body = statistics_body(self.chosen)
        return answer_table(table_of(body), name=f"letter-statistics-{body['year']}.csv", max_age=MAX_AGE)


def statistics_body(chosen: dict[str, Any]) -> dict[str, Any]:
    """Counted once in `MAX_AGE` seconds: that takes a second where a year has 100,000 letters.

    A year without letters is counted each time, so that the first letter is seen at once.
    """
    today, calendar, minimum = civil_date(timezone.now()), current_calendar(), app_settings.STATISTICS_MINIMUM
    year = chosen.get("year", today.year)
    key = f"civic-letter-statistics:{year}:{today}:{calendar.version}:{minimum}"
    body: dict[str, Any] | None = cache.get(key)
    if body is None:
        body = _count(year, calendar, today=today, minimum=minimum)
        if body["total"]["received"]:
            cache.set(key, body, MAX_AGE)
    return body


def _count(year: int, calendar: Calendar, *, today: datetime.date, minimum: int) -> dict[str, Any]:
    statistics = letter_statistics(year, calendar=calendar, minimum=minimum)
    span = years_with_letters()

    def shown(figures: Figures) -> dict[str, Any]:
        return figures.as_json(minimum=minimum)

    return {
        "year": statistics.year,
        "years": list(range(span[0], span[1] + 1)) if span is not None else [],
        "counted_on": today.isoformat(),
        "minimum": minimum,
        "definitions": [{"figure": name, "definition": str(said)} for name, said in FIGURES.items()],
        "total": shown(statistics.total),
        "channels": [{"code": one.code, "name": one.name} | shown(figures) for one, figures in statistics.channels],
        "units": [{"code": one.code, "name": one.official_name} | shown(figures) for one, figures in statistics.units],
    }


def table_of(body: dict[str, Any]) -> Iterator[list[Any]]:
    heads = {
        "received": _("Received"),
        "accepted": pgettext("interaction", "Accepted"),
        "answered": _("Answered"),
        "on_time": _("On time"),
        "due": _("Due"),
        "on_time_share": _("On time (percent)"),
        "average_days": _("Working days on average"),
        "rated": _("Ratings"),
        "satisfaction": _("Satisfaction (1 to 5)"),
        "satisfied_share": _("Satisfied (percent)"),
    }
    yield [_("By"), _("Code"), _("Name"), *heads.values()]
    yield [_("All"), "", str(body["year"]), *(body["total"][name] for name in heads)]
    for by, rows in ((pgettext("interaction", "Channel"), body["channels"]), (_("Unit"), body["units"])):
        for row in rows:
            yield [by, row["code"], row["name"], *(row[name] for name in heads)]
    for definition in body["definitions"]:
        yield [_("Definition"), "", heads[definition["figure"]], definition["definition"]]
    yield [_("Definition"), "", _("Empty fields"), _("Fewer than %(minimum)d cases.") % {"minimum": body["minimum"]}]
