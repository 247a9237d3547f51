"""A city with many letters, written in bulk: rows such as the verbs write, in every state, with clocks and events."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from civic_interaction.domain.publish_letter import render_page, render_row
from civic_interaction.enums import CaseState, ClockKind, Event, Light, Part
from civic_interaction.models import (
    Assignment,
    Case,
    CaseClock,
    CaseEvent,
    Letter,
    PublicLetter,
    QueryCode,
    Rating,
    Reply,
    ReplyPolicy,
    Sender,
)
from civic_interaction.privacy.digest import digest_of
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import civil_date
from tests.factories import make_unit
from tests.interaction.letters import handler_of, make_city

UNITS, BATCH, DAYS = 60, 2000, 720
#: How the letters of a city stand, in a hundred: most have been answered.
MIX = {
    CaseState.RECEIVED: 4,
    CaseState.ACCEPTED: 4,
    CaseState.HANDLING: 16,
    CaseState.PAUSED: 2,
    CaseState.REVIEWED: 4,
    CaseState.ANSWERED: 20,
    CaseState.CLOSED: 50,
}
OPEN = {CaseState.ACCEPTED: 20, CaseState.HANDLING: 80}
WORDS = (
    "暖气",
    "路灯",
    "停车",
    "噪声",
    "公交",
    "入学",
    "医保",
    "供水",
    "物业",
    "道路",
    "垃圾",
    "小区",
    "施工",
    "油烟",
    "窨井盖",
)
WORKED_ON = (CaseState.HANDLING, CaseState.PAUSED, CaseState.REVIEWED, CaseState.ANSWERED, CaseState.CLOSED)
ENDED = (CaseState.ANSWERED, CaseState.CLOSED)
#: The event that brings a case to each state of its way.
WAY = (
    (CaseState.RECEIVED, Event.RECEIVED),
    (CaseState.ACCEPTED, Event.ACCEPTED),
    (CaseState.HANDLING, Event.ASSIGNED),
    (CaseState.IN_REVIEW, Event.SENT_FOR_REVIEW),
    (CaseState.REVIEWED, Event.APPROVED),
    (CaseState.ANSWERED, Event.ANSWERED),
    (CaseState.CLOSED, Event.CLOSED),
)


@dataclass
class Rows:
    """What belongs to one case."""

    letter: Letter
    sender: Sender
    code: QueryCode
    case: Case
    clocks: list[CaseClock]
    events: list[CaseEvent]
    assignment: Assignment | None = None
    reply: Reply | None = None
    rating: Rating | None = None
    public: PublicLetter | None = None


class Filler:
    """Letters of the `days` before `now`, by number: the same numbers make the same letters."""

    def __init__(self, *, now: datetime.datetime, mix: dict[CaseState, int], days: int = DAYS) -> None:
        self.now, self.days = now, days
        self.states = [state for state, share in mix.items() for _ in range(share)]
        self.city = make_city(publication="offered")
        self.units = [self.city.unit, *(make_unit() for _ in range(UNITS - 1))]
        self.handler = handler_of(self.units[1])
        self.policy = ReplyPolicy.objects.get(channel=self.city.channel)
        self.calendar = current_calendar()
        self.reckoned: dict[tuple[str, datetime.date], CaseClock] = {}

    def fill(self, count: int) -> None:
        for start in range(0, count, BATCH):
            write([self.make(number) for number in range(start, min(start + BATCH, count))])

    def make(self, number: int) -> Rows:
        chance = random.Random(number)
        state = chance.choice(self.states)
        age = datetime.timedelta(days=chance.randrange(5 if state not in ENDED else self.days), seconds=number % 7200)
        came = self.now - age
        unit = self.units[number % UNITS]
        letter = self._letter(number, came, chance)
        case = Case(
            letter=letter,
            number=letter.receipt_number,
            title=letter.title,
            channel=self.city.channel,
            policy=self.policy,
            desk=self.city.office,
            lead_unit=unit if state in WORKED_ON else None,
            handler=self.handler if state in WORKED_ON and unit == self.units[1] else None,
            state=state,
            received_at=came,
            accepted_at=came if state != CaseState.RECEIVED else None,
            answered_at=came if state in ENDED else None,
            rate_until=civil_date(came) + datetime.timedelta(days=3650) if state == CaseState.ANSWERED else None,
            closed_at=came if state == CaseState.CLOSED else None,
            closing_reason="answered" if state == CaseState.CLOSED else "",
            pause_reason="citizen" if state == CaseState.PAUSED else "",
        )
        phone = f"138{number:08d}"
        digests = {"phone_digest": digest_of(phone, purpose="phone")}
        sender = Sender(letter=letter, name="李明", phone=phone, **digests)
        rows = Rows(letter, sender, QueryCode(letter=letter, digest=letter.digest), case, [], [])
        self._work(rows, came, unit)
        rows.clocks = self._clocks(rows, came)
        rows.events = self._events(case, came)
        return rows

    def _letter(self, number: int, came: datetime.datetime, chance: random.Random) -> Letter:
        return Letter(
            receipt_number=f"{civil_date(came):%Y%m%d}-{number:07d}",
            channel=self.city.channel,
            addressed_to=self.city.office,
            title=f"关于{chance.choice(WORDS)}{chance.choice(WORDS)}的问题（{number}）",
            text="".join(chance.choices(WORDS, k=40)),
            consents_to_publication=True,
            received_at=came,
            digest=digest_of(str(number), purpose="letter"),
        )

    def _work(self, rows: Rows, came: datetime.datetime, unit: Any) -> None:
        case = rows.case
        if case.state not in WORKED_ON:
            return
        by = self.city.desk
        rows.assignment = Assignment(case=case, unit=unit, rank="lead", assigned_at=came, assigned_by=by)
        if case.state not in (CaseState.REVIEWED, *ENDED):
            return
        state = "approved" if case.state == CaseState.REVIEWED else "sent"
        moments = {"drafted_at": came, "approved_at": came, "sent_at": came if state == "sent" else None}
        rows.reply = Reply(case=case, version=1, unit=unit, text="已安排检修。" * 20, state=state, author=by, **moments)
        if case.state in ENDED:
            rows.rating = Rating(case=case, round=1, score=1 + case.received_at.second % 5, rated_at=came)
            rows.public = self._public(rows, unit)

    def _public(self, rows: Rows, unit: Any) -> PublicLetter:
        case, day = rows.case, civil_date(rows.case.received_at)
        return PublicLetter(
            case=case,
            reply=rows.reply,
            number=case.number,
            channel=case.channel,
            concern=case.concern,
            unit=unit,
            title=case.title,
            question=rows.letter.text,
            answer=rows.reply.text if rows.reply is not None else "",
            received_on=day,
            accepted_on=day,
            answered_on=day,
            year=day.year,
            published_at=case.received_at,
            updated_at=case.received_at,
        )

    def _clocks(self, rows: Rows, came: datetime.datetime) -> list[CaseClock]:
        case = rows.case
        accept = self._clock(case, ClockKind.ACCEPT, self.policy.accept_within, came)
        accept.stopped_at = None if case.state == CaseState.RECEIVED else came
        final = self._clock(case, ClockKind.FINAL, self.policy.reply_within, came)
        clocks = [accept, final]
        if rows.assignment is not None:
            clocks.append(self._clock(case, ClockKind.INTERNAL, self.policy.internal_within, came))
            clocks[-1].assignment = rows.assignment
        for clock in clocks[1:]:
            clock.stopped_at = came if case.state in ENDED else None
            if case.state == CaseState.PAUSED:
                clock.paused_since, clock.due_on, clock.amber_on, clock.trace = civil_date(came), None, None, {}
        case.due_on, case.light = final.due_on, Light.GREEN
        return clocks

    def _clock(self, case: Case, kind: ClockKind, period: Any, came: datetime.datetime) -> CaseClock:
        """Reckoned once for each day: all that came on it are due on the same."""
        known = self.reckoned.get((kind, civil_date(came)))
        clock = CaseClock(case=case, kind=kind, started_at=came, policy=period, amber_share=self.policy.amber_share)
        if known is None:
            clock.reckon(self.calendar)
            self.reckoned[kind, civil_date(came)] = clock
        else:
            for name in CaseClock.RECKONED:
                setattr(clock, name, getattr(known, name))
        return clock

    def _events(self, case: Case, came: datetime.datetime) -> list[CaseEvent]:
        way = [state for state, _event in WAY]
        last = way.index(CaseState.HANDLING if case.state == CaseState.PAUSED else CaseState(case.state))
        steps: list[tuple[str, str, str]] = [
            (event, way[place - 1] if place else "", state) for place, (state, event) in enumerate(WAY[: last + 1])
        ]
        if case.state == CaseState.PAUSED:
            steps.append((Event.PAUSED, CaseState.HANDLING, CaseState.PAUSED))
        case.event_count = len(steps)
        return [
            CaseEvent(case=case, seq=place, event=event, part=Part.CLOCK, at=came, from_state=before, to_state=after)
            for place, (event, before, after) in enumerate(steps, start=1)
        ]


@transaction.atomic
def write(made: list[Rows]) -> None:
    Letter.objects.bulk_create([rows.letter for rows in made])
    Sender.objects.bulk_create([rows.sender for rows in made])
    QueryCode.objects.bulk_create([rows.code for rows in made])
    Case.objects.bulk_create([rows.case for rows in made])
    Assignment.objects.bulk_create(_present(rows.assignment for rows in made))
    CaseClock.objects.bulk_create([clock for rows in made for clock in rows.clocks])
    CaseEvent.objects.bulk_create([event for rows in made for event in rows.events])
    Reply.objects.bulk_create(_present(rows.reply for rows in made))
    Rating.objects.bulk_create(_present(rows.rating for rows in made))
    public = _present(rows.public for rows in made)
    for letter in public:
        letter.case_id = letter.case.pk
        letter.row, letter.page = render_row(letter), render_page(letter)
    PublicLetter.objects.bulk_create(public)


def _present(rows: Iterator[Any]) -> list[Any]:
    return [row for row in rows if row is not None]
