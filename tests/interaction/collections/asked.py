"""What tests of opinion collection build from: rules, people, and a collection walked to any state the ordinary way."""

import datetime
from itertools import count
from types import SimpleNamespace

from civic_interaction.domain.collections.announce import announce_collection
from civic_interaction.domain.collections.cancel import cancel_collection
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.domain.collections.load_rules import load_rules
from civic_interaction.domain.collections.prepare import create_collection
from civic_interaction.domain.collections.publish_result import publish_result, write_report
from civic_interaction.domain.collections.receive_opinion import GivenOpinion, receive_opinion
from civic_interaction.domain.collections.review_text import approve_text, send_for_review
from civic_interaction.domain.collections.revise_draft import publish_version, write_version
from civic_interaction.enums import CollectionKind, CollectionState, Decision, Moderation
from civic_interaction.models import Collection, Opinion
from civic_office.enums import Role
from civic_office.workdays.civil import CHINA
from tests.factories import make_government_office, make_post, make_unit, make_user
from tests.interaction.clauses.drafts import FIRST

_numbers = count(1)
LONG_AGO = datetime.date(2020, 1, 1)
#: The day of the announcement; 2026 has a published calendar.
MONDAY = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=CHINA)
OPENS, CLOSES = datetime.date(2026, 3, 3), datetime.date(2026, 4, 2)
DURING = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=CHINA)
AFTER = datetime.datetime(2026, 4, 3, 9, 0, tzinfo=CHINA)
MUCH_LATER = datetime.datetime(2026, 7, 1, 9, 0, tzinfo=CHINA)


def make_bureau():
    """A unit that asks, another one, and who works there; with the shipped rules."""
    load_rules(by=None, now=MONDAY)
    office, unit, other = make_government_office(), make_unit("市城管局"), make_unit("市交通局")

    def post(role, unit=unit):
        return make_post(make_user(), unit=unit, role=role, today=LONG_AGO).user

    return SimpleNamespace(
        unit=unit,
        office=office,
        drafter=post(Role.DRAFTER),
        handler=post(Role.CASE_HANDLER),
        leader=post(Role.SUPERVISING_LEADER),
        section=post(Role.DISCLOSURE_SECTION, office),
        stranger=post(Role.CASE_HANDLER, other),
    )


def new_collection(bureau, **fields):
    """One that is not saved yet."""
    fields = {
        "title": "临江市共享单车停放管理办法（征求意见稿）",
        "kind": CollectionKind.MAJOR_DECISION,
        "unit": bureau.unit,
        "background": "市区共享单车乱停乱放，占用盲道，群众反映集中。",
        "contact": "临江市城管局法规科，0453-0000000",
        "opens_on": OPENS,
        "closes_on": CLOSES,
        **fields,
    }
    return Collection(**fields)


def review(collection, bureau, *, now):
    send_for_review(collection, by=bureau.drafter, now=now)
    approve_text(collection, comment="同意", by=bureau.leader, now=now)
    return approve_text(collection, comment="同意", by=bureau.section, now=now)


def make_collection(bureau, state=CollectionState.OPEN, *, text=FIRST, opinions=(), now=MONDAY, **fields):
    """Walked to `state`; `opinions` are texts given while it was open, read and decided where the state wants it."""
    collection = create_collection(new_collection(bureau, **fields), by=bureau.drafter, now=now)
    write_version(collection, text=text, by=bureau.drafter, now=now)
    if state == CollectionState.DRAFT:
        return fresh(collection)
    review(collection, bureau, now=now)
    announce_collection(collection, by=bureau.drafter, now=now)
    for opinion in opinions:
        give(collection, opinion)
    if state == CollectionState.CANCELLED:
        cancel_collection(collection, reason="上位法已作规定。", by=bureau.leader, now=DURING)
    if state in {CollectionState.CLOSED, CollectionState.REPORTED}:
        close_collection(collection, now=AFTER)
    if state == CollectionState.REPORTED:
        for opinion in collection.opinions.all():
            mark_read(opinion, bureau)
            decide_opinion(opinion, decision=Decision.ADOPTED, reason="已修改。", by=bureau.drafter, now=AFTER)
        report(collection, bureau, now=AFTER)
    return fresh(collection)


def report(collection, bureau, *, now):
    write_report(collection, text="共收到意见若干条。", by=bureau.drafter, now=now)
    review(collection, bureau, now=now)
    return publish_result(collection, by=bureau.drafter, now=now)


def revise(collection, bureau, text, *, now=DURING):
    write_version(collection, text=text, note="根据意见修改。", by=bureau.drafter, now=now)
    review(collection, bureau, now=now)
    return publish_version(collection, by=bureau.drafter, now=now)


def give(collection, text="建议把清理期限改为十五日。", *, now=DURING, request_key="", by=None, **fields):
    """The receipt that the citizen gets."""
    fields = {"consents_to_publication": True, "person": {"name": "李明", "phone": "13800138000"}, **fields}
    given = GivenOpinion(collection=collection, text=text, **fields)
    return receive_opinion(given, request_key=request_key, now=now, **({"by": by} if by else {}))


def mark_read(opinion, bureau, moderation=Moderation.WITHHELD):
    """As if somebody had read it: tests that are not about reading."""
    Opinion.objects.filter(pk=opinion.pk).update(
        moderation=moderation, moderated_by=bureau.drafter, moderated_at=DURING, moderation_reason="no_consent"
    )


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def steps_of(collection):
    return list(collection.events.values_list("step", flat=True))
