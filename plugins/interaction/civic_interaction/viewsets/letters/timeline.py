"""What happened to a case, in plain sentences."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.enums import ClockKind, ClosingReason, Event, LookPurpose, Part, PauseReason
from civic_interaction.models import Case, CaseEvent, Channel
from civic_office.enums import ReturnReason, Role
from civic_office.models import Unit
from civic_office.workdays import Policy, describe_day, describe_policy

#: What `reason` means where it is one of a closed list.
REASONS: dict[str, Any] = {
    Event.PAUSED: PauseReason,
    Event.CLOSED_UNANSWERED: ClosingReason,
    Event.RETURNED: ReturnReason,
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry: when, who, what, the particulars, and what became of the due dates."""

    at: datetime.datetime
    event: str
    who: str
    what: str
    particulars: list[str] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what events name by number or code."""

    units: dict[int, str]
    channels: dict[str, str]

    def unit(self, number: Any) -> str:
        return self.units.get(number, "")


def tell(case: Case) -> list[Happening]:
    """The whole story, the newest first."""
    events = list(case.events.select_related("actor", "unit").order_by("-seq"))
    names = _names_in(events)
    return [_happening(event, names) for event in events]


def _names_in(events: Iterable[CaseEvent]) -> Names:
    units: set[int] = set()
    codes: set[str] = set()
    for event in events:
        facts = event.data
        units |= {unit for unit in (facts.get("lead"), facts.get("unit"), *facts.get("assisting", ())) if unit}
        units |= {change["unit"] for change in event.clocks if change.get("unit")}
        codes |= {code for code in (facts.get("channel"), facts.get("was")) if isinstance(code, str)}
    return Names(
        {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=units)} if units else {},
        dict(Channel.objects.filter(code__in=codes).values_list("code", "name")) if codes else {},
    )


def _happening(event: CaseEvent, names: Names) -> Happening:
    return Happening(
        at=event.at,
        event=event.event,
        who=_who(event),
        what=str(Event(event.event).label),
        particulars=[said for key, say in PARTICULARS.items() if key in event.data and (said := say(event, names))],
        clocks=[said for change in event.clocks if (said := _clock(change, names))],
    )


def _who(event: CaseEvent) -> str:
    if event.actor is None:
        return str(Part(event.part).label)
    name = event.actor.get_full_name() or event.actor.get_username()
    return f"{event.unit} {name}" if event.unit is not None else name


def _reason(event: CaseEvent, names: Names) -> str:
    value = event.data["reason"]
    choices = REASONS.get(event.event)
    return str(choices(value).label) if choices is not None and value in choices.values else str(value)


def _assisting(event: CaseEvent, names: Names) -> str:
    units = [names.unit(number) for number in event.data["assisting"]]
    return _("Assisting: %(units)s") % {"units": pgettext("list", ", ").join(units)} if units else ""


def _clock_meant(event: CaseEvent, names: Names) -> str:
    due = event.data.get("due_on")
    said = str(ClockKind(event.data["clock"]).label)
    unit = names.unit(event.data.get("unit"))
    said = f"{said} · {unit}" if unit else said
    return _("%(clock)s: due %(day)s") % {"clock": said, "day": _day(due)} if due else said


def _text(key: str) -> Callable[[CaseEvent, Names], str]:
    return lambda event, names: str(event.data[key])


def _list(key: str) -> Callable[[CaseEvent, Names], str]:
    return lambda event, names: pgettext("list", ", ").join(map(str, event.data[key]))


def _in(sentence: Callable[[], str], key: str) -> Callable[[CaseEvent, Names], str]:
    """A sentence with `%(value)s` for the fact."""
    return lambda event, names: sentence() % {"value": event.data[key]}


def _day(value: Any) -> str:
    return describe_day(datetime.date.fromisoformat(value))


#: In which order the particulars of an event are told, and how; facts that are not here are told by something else.
PARTICULARS: dict[str, Callable[[CaseEvent, Names], str]] = {
    "lead": lambda event, names: _("Lead unit: %(unit)s") % {"unit": names.unit(event.data["lead"])},
    "assisting": _assisting,
    "was": lambda event, names: names.channels.get(event.data["was"], ""),
    "channel": lambda event, names: _("Now: %(channel)s") % {"channel": names.channels.get(event.data["channel"], "")},
    "into": _in(lambda: _("Into %(value)s"), "into"),
    "later": _in(lambda: _("From %(value)s"), "later"),
    "origin": _in(lambda: _("From %(value)s"), "origin"),
    "part": _in(lambda: _("New case: %(value)s"), "part"),
    "version": _in(lambda: _("Version %(value)s of the reply"), "version"),
    "role": lambda event, names: str(Role(event.data["role"]).label),
    "reason": _reason,
    "exception": _text("exception"),
    "purpose": lambda event, names: str(LookPurpose(event.data["purpose"]).label),
    "explanation": _text("explanation"),
    "comment": _text("comment"),
    "answer": _text("answer"),
    "what": _text("what"),
    "period": lambda event, names: (
        _("By %(period)s") % {"period": describe_policy(Policy.from_json(event.data["period"]))}
    ),
    "original": lambda event, names: _("Originally due on %(day)s") % {"day": _day(event.data["original"])},
    "tags": _list("tags"),
    "items": _list("items"),
    "score": _in(lambda: _("%(value)s of 5"), "score"),
    "covered": _in(lambda: _("%(value)s places covered"), "covered"),
    "left_open": _in(lambda: _("%(value)s suggested places left open"), "left_open"),
    "clock": _clock_meant,
}


def _clock(change: dict[str, Any], names: Names) -> str:
    """What became of one clock: began, moved, stood still, stopped."""
    kind, unit = str(ClockKind(change["clock"]).label), names.unit(change.get("unit"))
    subject = f"{kind} · {unit}" if unit else kind
    old, new = change.get("old") or {}, change["new"]
    if "stopped_at" in new:
        return _("%(clock)s: done") % {"clock": subject}
    if "paused_since" in new:
        return _("%(clock)s: stands still") % {"clock": subject}
    was, due = old.get("due_on"), new.get("due_on")
    if due is None:
        return ""
    if was is not None and was != due:
        return _("%(clock)s: due %(old)s → %(new)s") % {"clock": subject, "old": _day(was), "new": _day(due)}
    return _("%(clock)s: due %(day)s") % {"clock": subject, "day": _day(due)}
