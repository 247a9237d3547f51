"""What the desk asks about cases, and what the home screen asks: what waits for whom."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from civic_interaction.enums import HANDLING_ROLES, AssignmentRank, CaseState, TextState
from civic_interaction.models import (
    Assignment,
    Case,
    CommonQuestion,
    HotTopic,
    Letter,
    ReplyReview,
    Sender,
    TextReview,
)
from civic_interaction.models.cases import CaseQuerySet
from civic_interaction.models.reviewed_texts import REVIEWED
from civic_interaction.permissions import cases_open_to
from civic_interaction.privacy.digest import digest_of
from civic_office.enums import OFFICE_ROLES, Role
from civic_office.models import Unit
from civic_office.permissions import decides_for_office, posts_of
from civic_search.text.normalise import normalise

#: How far apart two letters may lie to be taken for the same one, how many are compared, and from which likeness on.
DAYS_APART, MOST_COMPARED, LIKE = 90, 300, 0.3
BIGRAM = 2
#: Who finds more has to say more.
MOST_FOUND = 500


def cases_on_desk(
    user: Any,
    *,
    today: datetime.date,
    states: Iterable[str] = (),
    unit: Unit | None = None,
    light: str = "",
    mine: bool = False,
) -> CaseQuerySet:
    """The cases that `user` may see, the most urgent first, narrowed by state, unit, light, and own handling."""
    cases: CaseQuerySet = cases_open_to(user, today=today)
    if wanted := set(states):
        cases = cases.filter(state__in=wanted)
    if unit is not None:
        cases = cases.filter(Q(desk=unit) | Q(lead_unit=unit))
    if light:
        cases = cases.open().filter(light=light)
    if mine:
        cases = cases.filter(handler=user)
    return cases.select_related("channel", "desk", "lead_unit", "category").most_urgent_first()


def cases_to_review(user: Any, *, today: datetime.date) -> CaseQuerySet:
    """Cases whose reply waits for `user`: the step's role held in the answering unit or the office, not the own text."""
    turn = Q(pk__in=[])
    for role, unit in posts_of(user, today=today):
        turn |= Q(role=role) if role in OFFICE_ROLES else Q(role=role, reply__unit=unit)
    own = Q(reply__author=user) | Q(reply__sent_for_review_by=user)
    steps = ReplyReview.objects.waiting().filter(turn).exclude(own)
    return Case.objects.filter(pk__in=steps.values("reply__case")).most_urgent_first()


def texts_to_review(user: Any, *, today: datetime.date) -> Any:
    """Steps of drafts, reports and responses that wait for `user`, as `cases_to_review`; the oldest first."""
    turn = Q(pk__in=[])
    for role, unit in posts_of(user, today=today):
        in_unit = Q(version__collection__unit=unit) | Q(report__collection__unit=unit) | Q(response__topic__unit=unit)
        turn |= Q(role=role) if role in OFFICE_ROLES else Q(role=role) & in_unit
    own = Q(pk__in=[])
    for name in REVIEWED:
        own |= Q(**{f"{name}__author": user}) | Q(**{f"{name}__sent_for_review_by": user})
    steps = TextReview.objects.waiting().filter(turn).exclude(own)
    owners = ("version__collection__unit", "report__collection__unit", "response__topic__unit")
    return steps.select_related(*owners).order_by("pk")


def topics_to_publish(user: Any, *, today: datetime.date) -> Any:
    """Hot topics with a response that has passed review: for the government office's section."""
    if not decides_for_office(user, today=today):
        return HotTopic.objects.none()
    return HotTopic.objects.filter(responses__state=TextState.APPROVED).select_related("unit").order_by("pk")


def questions_to_publish(user: Any, *, today: datetime.date) -> Any:
    """Proposed common questions, for the section; what somebody proposed is published by somebody else."""
    if not decides_for_office(user, today=today):
        return CommonQuestion.objects.none()
    return CommonQuestion.objects.waiting().exclude(proposed_by=user).select_related("unit").order_by("proposed_at")


def cases_waiting_for(user: Any, *, today: datetime.date) -> CaseQuerySet:
    """Open cases whose next step is up to `user`: to accept or assign, to work on or send, to contribute.

    A case of the lead unit that somebody else was named to handle is not theirs.
    """
    posts = posts_of(user, today=today)
    units = {unit for role, unit in posts if role in HANDLING_ROLES}
    theirs = Q(handler__isnull=True) | Q(handler=user)
    desks = {unit for role, unit in posts if role in HANDLING_ROLES or role == Role.DISCLOSURE_SECTION}
    turn = Q(desk__in=desks, state__in=(CaseState.RECEIVED, CaseState.ACCEPTED))
    turn |= Q(lead_unit__in=units, state__in=(CaseState.HANDLING, CaseState.REVIEWED)) & theirs
    asked = Assignment.objects.active().filter(rank=AssignmentRank.ASSISTING, unit__in=units, contributed_at=None)
    turn |= Q(state=CaseState.HANDLING, pk__in=asked.values("case"))
    return Case.objects.filter(turn).select_related("channel", "desk", "lead_unit").most_urgent_first()


def find_cases(cases: CaseQuerySet, text: str, *, by: Any, today: datetime.date) -> CaseQuerySet:
    """Those of `cases` with these words in the number or the matter, or of the sender with this telephone, mail or
    identity number: in full, and only among the cases whose sender `by` may see (`may_see_sender`).

    The newest `MOST_FOUND`. Each way is asked for by itself: together, no index would serve any of them.
    """
    words = text.strip()
    person = Q()
    for name in Sender.DIGESTED:
        person |= Q(**{f"{name}_digest": digest_of(words, purpose=name)})
    of_person = cases.filter(letter__in=Sender.objects.filter(person).values("pk"))
    if not decides_for_office(by, today=today):
        units = [unit for role, unit in posts_of(by, today=today) if role in HANDLING_ROLES]
        of_person = of_person.filter(Q(desk__in=units) | Q(lead_unit__in=units))
    found: set[int] = set()
    for way in (cases.filter(number__startswith=words), of_person, cases.filter(title__icontains=words)):
        found |= set(way.order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])
    return cases.filter(pk__in=found)


def letters_by_person(letter: Letter) -> Any:
    """Other letters with the same telephone, mail or identity number, newest first."""
    sender = letter.sender
    same = Q(pk__in=[])
    for name in Sender.DIGESTED:
        if digest := getattr(sender, f"{name}_digest"):
            same |= Q(**{f"sender__{name}_digest": digest})
    return Letter.objects.filter(same).exclude(pk=letter.pk).order_by("-received_at", "-pk")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike another case is: 0 to 1 by the pairs of characters that both letters have."""

    case: Case
    share: float
    is_same_person: bool


def similar_cases(case: Case, *, most: int = 10) -> list[Likeness]:
    """Earlier or later cases that may be about the same matter: same person, same time, or nearly the same words.

    Compared are the newest of the same person, and of the same desk within `DAYS_APART` days.
    """
    span = datetime.timedelta(days=DAYS_APART)
    near = Q(received_at__range=(case.received_at - span, case.received_at + span))
    persons = set(letters_by_person(case.letter).filter(near).values_list("pk", flat=True)[:MOST_COMPARED])
    others = Case.objects.filter(near, Q(desk=case.desk) | Q(letter__in=persons))
    others = others.exclude(pk=case.pk).exclude(letter=case.letter).exclude(state=CaseState.MERGED)
    others = others.select_related("letter", "channel").order_by("-received_at", "-pk")[:MOST_COMPARED]
    pairs = _pairs(case)
    found = [Likeness(other, _share(pairs, _pairs(other)), other.letter_id in persons) for other in others]
    alike = [one for one in found if one.share >= LIKE or one.is_same_person]
    return sorted(alike, key=lambda one: (-one.share, -one.is_same_person, one.case.pk))[:most]


def _pairs(case: Case) -> set[str]:
    text = "".join(filter(str.isalnum, normalise(f"{case.title}{case.letter.text}")))
    return {text[place : place + BIGRAM] for place in range(len(text) - 1)}


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
