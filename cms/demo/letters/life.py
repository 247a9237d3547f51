"""What happens to a letter, day by day. A life yields the moment of its next step, and goes on when that has come."""

import datetime

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.annotate import note_case, tag_case
from civic_interaction.domain.assign import assign_case, contribute, refuse_transfer
from civic_interaction.domain.close import close_without_answer, withdraw_case
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.look_at_sender import look_at_sender
from civic_interaction.domain.merge import merge_case
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.domain.receive import Submission, receive_letter
from civic_interaction.domain.reclassify import reclassify_case
from civic_interaction.domain.split import split_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.enums import CaseState, ChannelKind, LookPurpose, Part, PauseReason
from civic_interaction.models import Case
from civic_interaction.models.channels import PERSON_FIELDS
from civic_office.models import Unit
from civic_office.workdays import civil_date
from cms.demo.letters.answering import answer, be_returned
from cms.demo.letters.compose import dress_answer, say
from cms.demo.letters.files import attach
from cms.demo.letters.plan import Plan
from cms.demo.letters.texts import read_manners
from cms.demo.letters.world import HALTED, Life, Stage, World, spoken

ORGANISATION = "向阳机械加工厂"


def live(plan: Plan, world: World) -> Life:
    """From the receipt to the last thing that is known of it."""
    now = plan.received_at
    yield now
    case = send(plan, world, now=now)
    if plan.twin is not None:
        world.begin(live_as_twin(plan.twin, case, world))
    if plan.halt == CaseState.RECEIVED:
        return
    if plan.has("withdrawn"):
        yield (now := world.later(plan, now, 1))
        withdraw_case(case, now=now)
        return
    yield (now := world.later(plan, now, 0 if plan.pen.chance(70) else 1))
    desk = world.desks.handler(case.desk)
    accept_case(case, by=desk, now=now)
    if plan.halt == CaseState.ACCEPTED and not plan.has("returned"):
        return
    if plan.closes:
        yield (now := world.later(plan, now, plan.pen.number(1, 5)))
        explanation = plan.pen.write(plan.written.answer, **spoken(plan, world, now=now))
        close_without_answer(case, reason=plan.closes, explanation=explanation, by=desk, now=now)
        return
    if plan.has("petition") and (petition := world.desks.channel_of(ChannelKind.PETITION)):
        yield (now := world.later(plan, now, 0))
        receiver = plan.unit if petition.receiver is None else None
        reason = read_manners()["office"]["reclassified"]
        reclassify_case(case, channel=petition, receiver=receiver, reason=reason, by=world.desks.section, now=now)
    yield from be_assigned(plan, case, world, now=now)


def live_as_twin(plan: Plan, earlier: Case, world: World) -> Life:
    """The same matter once more, from the same person or from a neighbour: it goes into the earlier case."""
    yield (now := plan.received_at)
    case = send(plan, world, now=now)
    yield (now := world.later(plan, now, 0))
    earlier.refresh_from_db()
    if earlier.is_open:
        merge_case(case, into=earlier, by=world.desks.section, now=now)


def send(plan: Plan, world: World, *, now: datetime.datetime) -> Case:
    desk = plan.channel.desk or plan.channel.receiver or plan.addressed_to
    by = world.desks.handler(desk) if plan.has("by_telephone") and desk is not None else Part.CITIZEN
    submission = Submission(
        channel=plan.channel,
        category=world.desks.category(plan.channel, plan.concern),
        addressed_to=plan.addressed_to,
        title=plan.written.title,
        text=plan.written.text,
        person=introduce(plan),
        consents_to_publication=plan.channel.publication != "never" and plan.pen.chance(78),
        uploads=attach(plan, now=now),
    )
    receipt = receive_letter(submission, by=by, now=now)
    return receipt.letter.cases.get()


def introduce(plan: Plan) -> dict[str, str]:
    """What the form asks, and no more."""
    told = {**plan.written.person, "organisation": ORGANISATION}
    return {name: told[name] for name in PERSON_FIELDS if name in told and plan.channel.asks(name) != "hidden"}


def be_assigned(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Life:
    """To a unit that refuses, sometimes; then to the one whose matter it is."""
    desks, first = world.desks, plan.first_unit
    yield (now := world.later(plan, now, 0 if plan.pen.chance(60) else 1))
    case.refresh_from_db()
    desk = desks.handler(case.desk)
    if first is not None and first != case.desk:
        assign_case(
            case, lead=first, instructions=say(plan.pen, "instructions", spoken(plan, world, now=now)), by=desk, now=now
        )
        yield (now := world.later(plan, now, 1))
        refuse_transfer(case, reason=say(plan.pen, "refusals"), by=desks.handler(first), now=now)
        yield (now := world.later(plan, now, 0))
    if plan.halt == CaseState.ACCEPTED:
        return
    instructions = say(plan.pen, "instructions", spoken(plan, world, now=now))
    assign_case(
        case,
        lead=plan.unit,
        assisting=plan.assisting,
        instructions=instructions,
        handler=None if plan.has("unnamed") else desks.handler(plan.unit),
        by=desk,
        now=now,
    )
    if plan.has("split"):
        part = split_case(case, title="另请公布负责单位和联系电话", by=desk, now=now)
        other = desks.unit_for("services", plan.pen)
        world.begin(live_as_part(plan, part, other if other != plan.unit else desks.office, world, now=now))
    yield from be_handled(plan, case, world, now=now)


def live_as_part(plan: Plan, part: Case, unit: Unit, world: World, *, now: datetime.datetime) -> Life:
    """The second matter of a letter goes to another unit, and is answered like any other."""
    yield (now := world.later(plan, now, 0))
    assign_case(part, lead=unit, handler=world.desks.handler(unit), by=world.desks.handler(part.desk), now=now)
    yield (now := world.later(plan, now, 3))
    text = f"您好！负责单位为{plan.unit.official_name}，联系电话{world.desks.facts_of(plan.unit).phone}，工作日可以直接联系。"
    yield from answer(plan, part, world, text=text, unit=unit, now=now)


def be_handled(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Life:
    """What the lead unit does before it writes the answer, and then the answer."""
    assigned, moment = now, now
    for stage in (keep_notes, hear_others, wait, ask_for_time):
        if (moment := (yield from stage(plan, case, world, now=moment))) == HALTED:
            return
    if plan.halt == CaseState.HANDLING:
        if plan.has("returned"):
            yield from be_returned(plan, case, world, now=moment)
        return
    yield (now := max(moment, world.later(plan, assigned, max(plan.after - 3, 0))))
    text = dress_answer(plan.pen, plan.written.answer, spoken(plan, world, now=now))
    yield from answer(plan, case, world, text=text, unit=plan.unit, now=now)


def keep_notes(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Stage:
    handler = world.desks.handler(plan.unit)
    if plan.has("looked"):
        yield (now := world.later(plan, now, 0))
        look_at_sender(case, purpose=LookPurpose.CONTACT, by=handler, now=now)
    if plan.has("noted"):
        yield (now := world.later(plan, now, 0))
        note_case(case, text=say(plan.pen, "notes"), by=handler, now=now)
    if plan.has("tagged"):
        tags = plan.pen.take(read_manners()["office"]["tags"], 2)
        tag_case(case, names=tags, by=handler, now=now)
    return now


def hear_others(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Stage:
    """Assisting units give their part, where the case is not still waiting for them; the citizen adds something."""
    if plan.halt not in {CaseState.HANDLING, CaseState.PAUSED}:
        for unit in plan.assisting:
            yield (now := world.later(plan, now, 0))
            contribute(case, text=say(plan.pen, "contributions"), by=world.desks.handler(unit), now=now)
    if plan.has("supplemented"):
        yield (now := world.later(plan, now, 0))
        supplement_letter(case.letter, text=say(plan.pen, "supplements", plan.written.facts), now=now)
    return now


def wait(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Stage:
    """For the citizen, or for somebody else; some are still waited for."""
    if not plan.has("paused") and plan.halt != CaseState.PAUSED:
        return now
    handler = world.desks.handler(plan.unit)
    yield (now := world.later(plan, now, 1))
    reason, explanation = plan.pen.pick(read_manners()["office"]["pauses"])
    pause_case(case, reason=reason, explanation=explanation, by=handler, now=now)
    if plan.halt == CaseState.PAUSED:
        return HALTED
    yield (now := world.later(plan, now, 4))
    if reason == PauseReason.CITIZEN:
        supplement_letter(case.letter, text=say(plan.pen, "supplements", plan.written.facts), now=now)
    else:
        resume_case(case, by=handler, now=now)
    return now


def ask_for_time(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> Stage:
    if not may_ask_for_time(plan, case, world, now=now):
        return now
    leader = world.desks.leader(plan.unit)
    yield (now := world.later(plan, now, 1))
    ask_extension(case, reason=say(plan.pen, "extensions"), by=world.desks.handler(plan.unit), now=now)
    if plan.has("extension_asked"):
        return HALTED
    yield (now := world.later(plan, now, 0))
    if plan.has("extension_refused"):
        refuse_extension(case, answer=say(plan.pen, "extension_refusals"), by=leader, now=now)
    else:
        grant_extension(case, answer="同意。", by=leader, now=now)
    return now


def may_ask_for_time(plan: Plan, case: Case, world: World, *, now: datetime.datetime) -> bool:
    wanted = plan.has("extended") or plan.has("extension_refused") or plan.has("extension_asked")
    if not wanted or plan.channel.kind == ChannelKind.SITE_ERROR:
        return False
    case.refresh_from_db()
    return (
        case.policy.extension_within is not None
        and case.due_on is not None
        and case.due_on > civil_date(world.later(plan, now, 2))
    )
