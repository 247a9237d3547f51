"""The desk's screens and the public's pages over many letters, beside a plain list with a count and an offset."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.test import Client
from django.utils import timezone

from bench.letters.figures import Asked, Figure, ask_often
from bench.letters.fill import MIX, Filler
from civic_interaction.domain.queries import cases_on_desk, similar_cases
from civic_interaction.enums import OPEN_STATES, CaseState
from civic_interaction.models import Case, PublicLetter
from civic_office.workdays import civil_date

#: Of every list of the desk: queries, and the milliseconds of 95 in 100.
MOST_QUERIES, LONGEST = 30, 300
DEEP, PAGE = 1000, 20


def measure_desk(*, cases: int, requests: int) -> list[Figure]:
    filler = Filler(now=timezone.now(), mix=MIX)
    filler.fill(cases)
    figures: list[Figure] = []
    most = 0
    for person, user in {"office": filler.city.section, "unit": filler.handler}.items():
        client = client_of(user)
        for what, address in desk_addresses(filler, user).items():
            asked = ask_often(getter(client, address), times=requests)
            is_list = address.startswith("/admin/letters/") and not what.startswith("a case")
            most = max(most, asked.queries if is_list else 0)
            figures.append(asked.figure(f"{person}, {what}", bar=LONGEST if is_list else None))
    figures.append(Figure("queries of one list, at most", most, "", MOST_QUERIES))
    case = Case.objects.filter(state=CaseState.HANDLING).order_by("-pk")[0]
    figures.append(ask_often(lambda: similar_cases(case), times=requests).figure("similar letters"))
    figures.append(beside_plain(filler.city.section, requests=requests))
    return figures + measure_public(requests=requests)


def client_of(user: Any) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def getter(client: Client, address: str) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address}: {answer.status_code}")
        return b"".join(answer) if answer.streaming else answer.content

    return get


def last_page(user: Any) -> int:
    """Of the open cases that this person sees; `DEEP` at most."""
    seen = cases_on_desk(user, today=civil_date(timezone.now())).open().count()
    return max(1, min(DEEP, seen // PAGE))


def desk_addresses(filler: Filler, user: Any) -> dict[str, str]:
    """Every list, its filters, its depth, one case."""
    case = Case.objects.filter(state=CaseState.HANDLING, lead_unit=filler.units[1]).order_by("pk")[0]
    deep = last_page(user)
    inbox = "/admin/letters/"
    return {
        "home": "/admin/",
        "inbox": inbox,
        "one state": f"{inbox}?state=handling",
        "ended too": f"{inbox}?state=all",
        "amber or red": f"{inbox}?light=red",
        "waiting for me": f"{inbox}?mine=turn",
        "waiting for my review": f"{inbox}?mine=review",
        "I am the handler": f"{inbox}?mine=handler",
        "of one unit": f"{inbox}?unit={filler.units[1].pk}",
        f"page {deep}": f"{inbox}?p={deep}",
        "search: receipt number": f"{inbox}?q={case.number}",
        "search: telephone": f"{inbox}?q={case.letter.sender.phone}",
        "search: a word": f"{inbox}?q=窨井盖",
        "search: nothing found": f"{inbox}?q=从没有人写过",
        "a case": f"{inbox}{case.pk}/",
    }


def beside_plain(user: Any, *, requests: int) -> Figure:
    """A page deep in the list of open cases: counted and skipped, as a list view does it by itself."""
    deep = last_page(user)
    ours = ask_often(getter(client_of(user), f"/admin/letters/?p={deep}"), times=requests)

    def plain() -> int:
        rows = Case.objects.filter(state__in=OPEN_STATES).order_by("-received_at", "-pk")
        return len(
            [(row.letter.title, row.channel.name, row.desk.short_name) for row in Paginator(rows, PAGE).page(deep)]
        )

    theirs: Asked = ask_often(plain, times=requests)
    return Figure(
        "a plain list of the same cases, rows only: p95",
        theirs.p95,
        "ms",
        said=f"{theirs.queries} queries; ours, the whole page: {ours.p95:.0f} ms, {ours.queries} queries",
    )


def measure_public(*, requests: int) -> list[Figure]:
    letter = PublicLetter.objects.order_by("-published_at")[0]
    year = datetime.datetime.now(tz=datetime.UTC).year - 1
    client, api = Client(SERVER_NAME="localhost"), "/api/v1"
    addresses = {
        "public list": f"{api}/letters/",
        "public list of a unit and year": f"{api}/letters/?unit={letter.unit.code}&year={year}",
        "public letter": f"{api}/letters/{letter.pk}/",
        "feed": "/feeds/letters.atom",
        "statistics of a year": f"{api}/letters/statistics/?year={year}",
        "statistics as a table": f"/tables/letter-statistics.csv?year={year}",
    }
    figures = [ask_often(getter(client, address), times=requests).figure(what) for what, address in addresses.items()]
    table = ask_often(getter(client, "/tables/letters.csv"), times=3)
    return [*figures, table.figure(f"all {PublicLetter.objects.count():,} public letters as a table")]
