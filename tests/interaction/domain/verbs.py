"""Everything that anybody may do to a case, by name: what `test_machine_stateful` picks from."""

from functools import partial

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.annotate import note_case
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case, contribute, refuse_transfer
from civic_interaction.domain.close import close_without_answer, withdraw_case
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.except_from_limit import except_from_limit
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.machine import events_open_to
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.reclassify import reclassify_case
from civic_interaction.domain.review_reply import approve_reply, recall_reply, return_reply, send_reply_for_review
from civic_interaction.domain.split import split_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.enums import AssignmentRank, CaseState, Event, Part, ReplyState


def verbs(machine):
    """Every verb by its name, as somebody may try it at any time; the arguments are right, the moment perhaps not."""
    city, case, now = machine.city, machine.case, machine.now
    words = {"now": now}
    return {
        "accept": partial(accept_case, case, **words),
        "assign": partial(assign_case, case, lead=city.unit, **words),
        "assign_with_help": partial(assign_case, case, lead=city.unit, assisting=[city.other], **words),
        "refuse": partial(refuse_transfer, case, reason="不归我们管", **words),
        "contribute": partial(contribute, case, text="意见", **words),
        "note": partial(note_case, case, text="记一笔", **words),
        "split": partial(split_case, case, title="另一件事", **words),
        "reclassify": partial(reclassify_case, case, channel=machine.other_channel(), reason="属于信访", **words),
        "pause": partial(pause_case, case, reason="citizen", explanation="请补充", **words),
        "resume": partial(resume_case, case, **words),
        "ask_extension": partial(ask_extension, case, reason="踏勘", **words),
        "grant_extension": partial(grant_extension, case, **words),
        "refuse_extension": partial(refuse_extension, case, answer="不必", **words),
        "except": partial(except_from_limit, case, exception="反映情况不属实", explanation="查无此事", **words),
        "draft": partial(draft_reply, case, text="答复", **words),
        "send_for_review": partial(send_reply_for_review, case, **words),
        "recall": partial(recall_reply, case, **words),
        "approve": partial(approve_reply, case, **words),
        "return": partial(return_reply, case, comment="请改", **words),
        "answer": partial(answer_case, case, **words),
        "close": partial(close_without_answer, case, reason="untrue", explanation="查无此事", **words),
    }


CITIZENS = {
    "withdraw": lambda machine: withdraw_case(machine.case, now=machine.now),
    "rate_well": lambda machine: rate_answer(machine.case, score=5, now=machine.now),
    "rate_badly": lambda machine: rate_answer(machine.case, score=1, now=machine.now),
    "reopen": lambda machine: reopen_case(machine.case, now=machine.now),
    "supplement": lambda machine: supplement_letter(machine.case.letter, text="补充", now=machine.now),
}
#: Tried by anybody at any time.
WORK = (
    *("accept", "assign", "assign", "assign_with_help", "draft", "draft", "send_for_review", "send_for_review"),
    *("approve", "approve", "approve", "answer", "answer", "pause", "resume", "resume", "ask_extension"),
    *("grant_extension", "refuse_extension", "return", "recall", "contribute", "note", "refuse", "split"),
    *("reclassify", "except"),
)
PEOPLE = ("desk", "section", "handler", "handler", "leader", "stranger")
#: What moves clocks, tried by those who may, where it is possible.
MOVES = {
    Event.ASSIGNED: ("assign_with_help", "desk"),
    Event.TRANSFER_REFUSED: ("refuse", "handler"),
    Event.CONTRIBUTED: ("contribute", "stranger"),
    Event.SPLIT: ("split", "desk"),
    Event.RECLASSIFIED: ("reclassify", "desk"),
    Event.PAUSED: ("pause", "handler"),
    Event.RESUMED: ("resume", "desk"),
    Event.EXTENSION_ASKED: ("ask_extension", "handler"),
    Event.EXTENDED: ("grant_extension", "leader"),
    Event.EXCEPTED: ("except", "desk"),
    Event.RETURNED: ("return", "leader"),
    Event.RECALLED: ("recall", "handler"),
}
#: So seldom that other moves have their chance: after them little is left to be moved.
RARE = {Event.EXCEPTED, Event.TRANSFER_REFUSED}
#: What comes next, whatever that is; and what the citizen adds meanwhile.
USUAL, ADDED = ("usual", ""), ("supplement", "citizen")
#: Kept apart, so that most lives are long.
ENDS = (("rate_well", "citizen"), ("close", "desk"), ("withdraw", "citizen"))


def draw_deed(chance, case, *, today):
    """Every deed has its chance, which hypothesis by itself does not give to each of so many."""
    anybody = (chance.choice(WORK), chance.choice(PEOPLE))
    move = chance.choice(moves_open_to(case, chance, today=today) or [USUAL])
    return chance.choice((anybody, move, move, USUAL, chance.choice((USUAL, USUAL, ADDED))))


def moves_open_to(case, chance, *, today):
    """Those of `MOVES` that the machine allows now; to contribute, somebody must have been asked to."""
    possible = set(events_open_to(Part, case, today=today)) & set(MOVES)
    if chance.randrange(4):
        possible -= RARE
    asked = case.assignments.active().filter(rank=AssignmentRank.ASSISTING, contributed_at=None)
    if not asked.exists():
        possible.discard(Event.CONTRIBUTED)
    return [MOVES[event] for event in sorted(possible)]


def usual_step(case, *, today):
    """What comes next, and by whom it usually is: long lives need it. A citizen is not satisfied the first time."""
    if case.state == CaseState.HANDLING:
        has_draft = case.replies.filter(state=ReplyState.DRAFT).exists()
        return ("send_for_review", "handler") if has_draft else ("draft", "handler")
    if case.state == CaseState.IN_REVIEW:
        level = case.replies.get(state=ReplyState.IN_REVIEW).current_step().level
        return "approve", {1: "leader", 2: "section"}[level]
    if case.state == CaseState.ANSWERED:
        is_rated = Event.RATED not in events_open_to([Part.CITIZEN], case, today=today)
        return ("reopen" if is_rated else "rate_badly"), "citizen"
    return {
        CaseState.RECEIVED: ("accept", "desk"),
        CaseState.ACCEPTED: ("assign", "desk"),
        CaseState.PAUSED: ("resume", "handler"),
        CaseState.REVIEWED: ("answer", "handler"),
    }.get(case.state, ("note", "section"))
