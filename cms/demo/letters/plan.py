"""Which letters come, when, and how each fares. Everything is drawn from the seed: the same city twice has the same letters."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from civic_interaction.enums import WITHOUT_ANSWER, CaseState, Concern
from civic_interaction.models import Channel
from civic_office.enums import Role
from civic_office.models import Unit
from civic_office.workdays import civil_date
from cms.demo.letters.compose import Written, matters_of, write_concern, write_question, write_single
from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import DAY, Hours, draw_day, draw_moment
from cms.demo.letters.texts import SingleLetter, read_concerns, read_single_letters
from cms.demo.pen import Pen

#: The year that is told of: its finished letters came between these days before today.
FIRST, LAST = 364, 30
#: How often each letter that many write comes in the year, and how many questions units are asked.
TIMES, QUESTIONS = 2, 70
#: Letters that stand where they stand today: state → after how many working days, one letter for each.
STANDING = {
    CaseState.RECEIVED: (0, 0, 0, 0, 1, 1, 1, 3),
    CaseState.ACCEPTED: (0, 1, 1, 1, 2, 2, 2, 4),
    CaseState.HANDLING: (1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 23),
    CaseState.PAUSED: (5, 6, 8, 9, 11, 12, 17),
    CaseState.IN_REVIEW: (4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14, 15, 17),
    CaseState.REVIEWED: (5, 6, 7, 8, 9, 10, 12, 13),
    CaseState.ANSWERED: (6, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18),
}
#: Every unit is being asked something, so that everybody finds work to do: for at most so many working days.
ON_EVERY_DESK = 13
#: How many of a hundred late, by unit; answered after how many working days when in time, and when late.
LATE, IN_TIME, TOO_LATE = (2, 14), (3, 14), (16, 24)
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """One letter to come. `after`: working days until it is answered; `halt`: the state in which it is today, "" for none.

    `closes`: the reason for which it is closed without an answer. `first_unit`: who gets it first, and refuses it.
    `twin`: a second letter about the same that is merged into this one. Everything else is a chance drawn from `pen`.
    """

    number: int
    pen: Pen
    written: Written
    unit: Unit
    concern: str
    channel: Channel
    received_at: datetime.datetime
    after: int = 8
    halt: str = ""
    addressed_to: Unit | None = None
    assisting: tuple[Unit, ...] = ()
    first_unit: Unit | None = None
    closes: str = ""
    twin: "Plan | None" = None
    marks: frozenset[str] = field(default_factory=frozenset)

    def has(self, mark: str) -> bool:
        return mark in self.marks


#: What else may happen to a letter of the past, each to every so-manieth one.
MARKS = {
    "attachment": 17,
    "extended": 29,
    "extension_refused": 97,
    "paused": 37,
    "returned": 13,
    "refused_transfer": 31,
    "split": 61,
    "withdrawn": 47,
    "twin": 26,
    "supplemented": 19,
    "noted": 4,
    "looked": 9,
    "tagged": 8,
    "by_telephone": 23,
    "corrected": 41,
    "petition": 83,
    "unpublished": 151,
}


class Planner:
    """`scale`: how much of the past year; what is under way today is always there whole."""

    def __init__(self, desks: Desks, hours: Hours, *, seed: int, scale: float = 1.0) -> None:
        self.desks, self.hours, self.seed, self.scale = desks, hours, seed, scale
        self.numbers, self.writers = itertools.count(1), itertools.count(1)

    def plan(self) -> list[Plan]:
        past = [*self.past(), *self.singles()]
        return [*past[:: max(round(1 / self.scale), 1)], *self.standing()]

    def past(self) -> Iterator[Plan]:
        """The year's letters, each concern in its season."""
        for concern in read_concerns():
            for _time, letter in itertools.product(range(TIMES), range(len(concern.letters))):
                pen = self.pen("")
                unit = self.desks.unit_for(concern.field, pen)
                pen = replace_unit(pen, self.desks, unit, self.seed)
                moment = self.moment(pen, months=concern.months)
                written = write_concern(concern, letter, pen, month=moment.month)
                plan = self.make(pen, written, unit, concern.concern, moment, kind=concern.channel)
                assisting = tuple(self.desks.unit_for(one, pen) for one in concern.assists)
                yield self.marked(replace(plan, assisting=tuple(one for one in assisting if one != unit)))
        for _number in range(QUESTIONS):
            yield self.marked(self.question(moment=None))

    def question(self, *, moment: datetime.datetime | None, unit: Unit | None = None) -> Plan:
        pen = self.pen("question")
        unit = unit or pen.pick(self.desks.units)
        pen = replace_unit(pen, self.desks, unit, self.seed)
        moment = moment or self.moment(pen)
        written = write_question(pen.pick(matters_of(self.desks.facts_of(unit))), pen, month=moment.month)
        return self.make(pen, written, unit, Concern.CONSULTATION, moment)

    def singles(self) -> Iterator[Plan]:
        """Letters of their own, one each; those without an answer are closed for their reason."""
        for single in read_single_letters():
            yield self.single(single)

    def single(self, single: SingleLetter) -> Plan:
        pen = self.pen(single.title)
        unit = self.desks.unit_for(single.field, pen) if single.field else self.desks.office
        pen = replace_unit(pen, self.desks, unit, self.seed)
        moment = self.moment(pen)
        written = write_single(single, pen, month=moment.month)
        plan = self.make(pen, written, unit, Concern.COMPLAINT, moment, kind=single.channel)
        marks = {"attachment"} if single.group else set()
        if single.fate and single.fate not in WITHOUT_ANSWER:
            raise ValueError(single.fate)
        plan = replace(
            plan,
            closes=single.fate,
            marks=frozenset(marks),
            after=min(plan.after, 2) if single.channel == "site_error" else plan.after,
        )
        if not single.wrong_unit:
            return plan
        wrong = self.desks.unit_for(single.wrong_unit, pen)
        channel = self.desks.channel_for(Concern.CONSULTATION, wrong, pen)
        return replace(
            plan, channel=channel, addressed_to=wrong if channel.receiver is None else None, first_unit=wrong
        )

    def standing(self) -> Iterator[Plan]:
        """What is under way today."""
        texts = itertools.cycle(self.pen("standing").shuffle(list(self.past_texts())))
        for state, days in STANDING.items():
            for place, ago in enumerate(days):
                yield self.stand(next(texts), state, ago, place)
        for place, unit in enumerate(self.desks.units):
            moment = self.recent(self.pen("desk"), 2 + place % ON_EVERY_DESK)
            plan = replace(self.question(moment=moment, unit=unit), halt=CaseState.HANDLING)
            is_for_leader = Role.PRINCIPAL_LEADER in self.desks.people[unit.pk]
            yield replace(plan, marks=frozenset({"unnamed"} if is_for_leader else ()))

    def past_texts(self) -> Iterator[tuple[int, int]]:
        month = self.hours.today.month
        for place, concern in enumerate(read_concerns()):
            if not concern.months or month in concern.months:
                yield from ((place, letter) for letter in range(len(concern.letters)))

    def stand(self, text: tuple[int, int], state: str, ago: int, place: int) -> Plan:
        concern = read_concerns()[text[0]]
        pen = self.pen(state)
        unit = self.desks.unit_for(concern.field, pen)
        pen = replace_unit(pen, self.desks, unit, self.seed)
        moment = self.recent(pen, ago)
        written = write_concern(concern, text[1], pen, month=moment.month)
        plan = self.make(pen, written, unit, concern.concern, moment, kind=concern.channel)
        others = [self.desks.unit_for(one, pen) for one in concern.assists or ("urban", "housing")[: place % 2]]
        marks = {
            mark
            for number, mark in enumerate(
                (
                    "noted",
                    "returned",
                    "extension_asked",
                    "tagged",
                    "attachment",
                    "extended",
                    "supplemented",
                    "reopened",
                ),
                1,
            )
            if place % 9 == number
        }
        return replace(
            plan,
            halt=state,
            after=max(ago - 1, 1),
            assisting=tuple(one for one in dict.fromkeys(others) if one != unit),
            marks=frozenset(marks),
        )

    def make(
        self, pen: Pen, written: Written, unit: Unit, concern: str, moment: datetime.datetime, *, kind: str = ""
    ) -> Plan:
        channel = (self.desks.channel_of(kind) if kind else None) or self.desks.channel_for(concern, unit, pen)
        late = Pen(pen.unit, "late").number(*LATE)
        after = pen.number(*(TOO_LATE if pen.chance(late) else IN_TIME))
        addressed = unit if channel.receiver is None else None
        return Plan(
            next(self.numbers), pen, written, unit, concern, channel, moment, after=after, addressed_to=addressed
        )

    def marked(self, plan: Plan) -> Plan:
        marks = {mark for mark, every in MARKS.items() if plan.number % every == every // 2}
        plan = replace(plan, marks=frozenset(marks))
        if "refused_transfer" in marks:
            other = self.desks.unit_for("urban", plan.pen)
            plan = replace(plan, first_unit=other if other != plan.unit else self.desks.unit_for("housing", plan.pen))
        if "twin" in marks:
            moment = draw_moment(civil_date(plan.received_at), plan.pen.dice)
            moment = max(moment, plan.received_at + datetime.timedelta(minutes=37))
            person = dict(plan.written.person)
            twin = replace(plan, number=next(self.numbers), received_at=moment, marks=frozenset({"merged"}), twin=None)
            if plan.number % 2:
                person["name"], person["phone"] = "申屠听澜", f"1390000{plan.number:04}"
            twin = replace(twin, written=replace(plan.written, person=person))
            plan = replace(plan, twin=twin)
        return plan

    def moment(self, pen: Pen, *, months: tuple[int, ...] = ()) -> datetime.datetime:
        today = self.hours.today
        first, last = today - FIRST * DAY, today - LAST * DAY
        for _attempt in range(200):
            day = draw_day(first, last, pen.dice)
            if not months or day.month in months:
                break
        return draw_moment(day, pen.dice)

    def recent(self, pen: Pen, ago: int) -> datetime.datetime:
        """So many working days ago, and before now."""
        moment = draw_moment(self.hours.working_days_ago(ago), pen.dice)
        return min(moment, self.hours.now - datetime.timedelta(minutes=pen.number(20, 300)))

    def pen(self, word: str) -> Pen:
        return Pen(self.desks.facts_of(self.desks.office), self.seed, "letter", word, next(self.writers))


def replace_unit(pen: Pen, desks: Desks, unit: Unit, seed: int) -> Pen:
    """A pen with the same luck that knows another unit."""
    return Pen(desks.facts_of(unit), seed, pen.dice.random())
