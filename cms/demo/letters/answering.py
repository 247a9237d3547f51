"""The answer: written, reviewed, returned, sent, published, rated, given again, corrected."""

import datetime

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.publish_letter import (
    correct_publication,
    publish_letter,
    suggest_letter_masks,
    unpublish_letter,
)
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.review_reply import approve_reply, return_reply, send_reply_for_review
from civic_interaction.enums import CaseState, PublicationRule
from civic_interaction.models import Case
from civic_interaction.models.ratings import UNSATISFIED
from civic_office.models import Unit
from cms.demo.letters.compose import say
from cms.demo.letters.plan import Plan
from cms.demo.letters.texts import read_manners
from cms.demo.letters.world import Life, World, spoken

#: Of a hundred answers so many are rated; the grades, 1 first; of the unsatisfied so many have the case reopened.
RATED, GRADES, REOPENED = 52, (7, 8, 15, 27, 43), 55


def answer(plan: Plan, case: Case, world: World, *, text: str, unit: Unit, now: datetime.datetime) -> Life:
    """Drafted, reviewed level by level (returned once, where it was poor), sent; then whatever the citizen makes of it."""
    if plan.has("returned"):
        yield from be_returned(plan, case, world, now=now)
        yield (now := world.later(plan, now, 0))
    handler = world.desks.handler(unit)
    draft_reply(case, text=text, by=handler, now=now)
    send_reply_for_review(case, by=handler, now=now)
    levels = case.channel.levels
    for level, role in enumerate(levels, 1):
        if plan.halt == CaseState.IN_REVIEW and level == 1 + plan.number % len(levels):
            return
        yield (now := world.later(plan, now, 0 if plan.pen.chance(60) else 1))
        approve_reply(case, comment=say(plan.pen, "approvals"), by=world.desks.reviewer(role, unit), now=now)
    if plan.halt == CaseState.REVIEWED:
        return
    yield (now := world.later(plan, now, 0))
    answer_case(case, by=handler, now=now)
    yield from come_after(plan, case, world, text=text, unit=unit, now=now)


def be_returned(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Life:
    """A poor draft, which the first reviewer returns."""
    unit, handler = plan.unit, world.desks.handler(plan.unit)
    case.refresh_from_db()
    if case.lead_unit != unit:
        return
    draft_reply(case, text=plan.pen.pick(read_manners()["answers"]["poor"]), by=handler, now=now)
    send_reply_for_review(case, by=handler, now=now)
    yield (now := world.later(plan, now, 0))
    reason, comment = plan.pen.pick(read_manners()["office"]["returns"])
    reviewer = world.desks.reviewer(case.channel.levels[0], unit)
    return_reply(case, reason=reason, comment=comment, by=reviewer, now=now)


def come_after(plan: Plan, case: Case, world: World, *, text: str, unit: Unit, now: datetime.datetime) -> Life:
    """Published by the office where the citizen consents; rated; reopened by who is not satisfied."""
    answered = now
    case.refresh_from_db()
    if may_be_published(case) and plan.pen.chance(85):
        yield (now := world.later(plan, now, plan.pen.number(0, 2)))
        publish_letter(case, masks=suggest_letter_masks(case), by=world.desks.section, now=now)
        if plan.has("corrected"):
            yield from correct(plan, case, world, text=text, unit=unit, now=now)
        if plan.has("unpublished"):
            yield (now := world.later(plan, now, 5))
            reason = read_manners()["office"]["withdrawn_publication"]
            unpublish_letter(case, reason=reason, by=world.desks.section, now=now)
    reopens = plan.has("reopened") and case.round == 1
    if plan.halt == CaseState.ANSWERED and not reopens:
        return
    if not (reopens or plan.pen.chance(RATED)):
        return
    yield (now := max(now, answered) + datetime.timedelta(hours=plan.pen.number(3, 150)))
    [score] = [1] if reopens else plan.pen.dice.choices((1, 2, 3, 4, 5), GRADES)
    remarks = "remarks_bad" if score <= UNSATISFIED else "remarks_fair" if score == UNSATISFIED + 1 else "remarks_good"
    rate_answer(case, score=score, text=say(plan.pen, remarks), now=now)
    if score <= UNSATISFIED and case.round == 1 and (reopens or plan.pen.chance(REOPENED)):
        now += datetime.timedelta(minutes=4)
        reopen_case(case, now=now)
        yield from answer_again(plan, case, world, unit=unit, now=now)


def may_be_published(case: Case) -> bool:
    shown = case.channel.publication != PublicationRule.NEVER
    return shown and case.letter.consents_to_publication and case.round == 1


def answer_again(plan: Plan, case: Case, world: World, *, unit: Unit, now: datetime.datetime) -> Life:
    """The second round: the unit goes there once more, and says what is different now."""
    if plan.halt == CaseState.ANSWERED:
        return
    yield (now := world.later(plan, now, plan.pen.number(3, 9)))
    case.refresh_from_db()
    text = plan.pen.pick_and_write(read_manners()["answers"]["again"], **spoken(plan, world, now=now))
    yield from answer(plan, case, world, text=text, unit=unit, now=now)


def correct(plan: Plan, case: Case, world: World, *, text: str, unit: Unit, now: datetime.datetime) -> Life:
    """The telephone number was wrong: a new version, reviewed again, and a new version of the public letter."""
    manners, handler = read_manners()["answers"], world.desks.handler(unit)
    yield (now := world.later(plan, now, 1))
    case.refresh_from_db()
    addition = plan.pen.write(manners["correction"], **spoken(plan, world, now=now))
    draft_reply(case, text=text + addition, by=handler, now=now)
    send_reply_for_review(case, by=handler, now=now)
    for role in case.channel.levels:
        yield (now := world.later(plan, now, 0))
        approve_reply(case, comment="同意更正。", by=world.desks.reviewer(role, unit), now=now)
    answer_case(case, by=handler, now=now)
    masks = suggest_letter_masks(case)
    correct_publication(case, masks=masks, what=manners["correction_note"], by=world.desks.section, now=now)
