"""Opinion collections of the demo city, in every state, walked there the ordinary way; their days lie around today."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from civic_interaction.domain.collections.announce import announce_collection
from civic_interaction.domain.collections.attach_files import add_file
from civic_interaction.domain.collections.cancel import cancel_collection
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.decide_outcome import decide_group, decide_opinion
from civic_interaction.domain.collections.group_opinions import group_opinions, suggest_groups
from civic_interaction.domain.collections.load_rules import load_rules
from civic_interaction.domain.collections.moderate import publish_opinion, suggest_opinion_masks, withhold_opinion
from civic_interaction.domain.collections.prepare import create_collection
from civic_interaction.domain.collections.publish_result import publish_result, write_report
from civic_interaction.domain.collections.receive_opinion import GivenOpinion, receive_opinion
from civic_interaction.domain.collections.review_text import approve_text, send_for_review
from civic_interaction.domain.collections.revise_draft import publish_version, write_version
from civic_interaction.domain.collections.send_to_legal_review import send_to_legal_review
from civic_interaction.enums import CollectionKind, CollectionState, Decision, ModerationReason
from civic_interaction.models import Collection
from civic_office.enums import Role
from civic_office.models import Post, Unit
from civic_office.workdays import civil_date
from cms.demo.asked import DRAFTS, Draft

EXPLANATION = """关于《{title}（征求意见稿）》的起草说明

一、为什么要制定
{background}

二、起草经过
{unit}整理了近一年的来信和热线记录，实地调研后形成初稿，书面征求了有关部门和各县区的意见，逐条研究吸收，形成征求意见稿。

三、请大家重点看什么
条文是否写得清楚、办不办得到、有没有遗漏的情形。每一条意见都会说明是否采纳以及理由。
"""
DAY = datetime.timedelta(days=1)
#: How long each is open, in days: enough for every rule that is shipped, whatever holidays lie in between.
PERIOD = 45


@dataclass(frozen=True, slots=True)
class Desk:
    """Who prepares, and who reviews."""

    unit: Unit
    officer: Any
    reviewers: tuple[Any, ...]


def write_collections(units: list[Unit], *, fields: Mapping[str, str], now: datetime.datetime) -> int:
    """One collection for each draft of ours, by the unit whose field it is, else by one that has fewest; returns how many.

    `fields`: the field of work of each unit, by its code. Units without somebody to write and a leader to review are passed
    over; without any there is no collection.
    """
    load_rules(by=None, now=now)
    desks = [desk for unit in units if (desk := _desk_of(unit, now=now)) is not None]
    if not desks:
        return 0
    waiting: list[Desk] = []
    for draft in DRAFTS:
        waiting = waiting or list(desks)
        own = next((desk for desk in waiting if fields.get(desk.unit.code) == draft.field), waiting[0])
        waiting.remove(own)
        _walk(draft, own, now=now)
    return len(DRAFTS)


def _desk_of(unit: Unit, *, now: datetime.datetime) -> Desk | None:
    posts = Post.objects.held_on(civil_date(now)).select_related("user")
    officer = posts.filter(unit=unit, role=Role.INFORMATION_OFFICER).first()
    leader = posts.filter(unit=unit, role=Role.SUPERVISING_LEADER).first()
    section = posts.filter(role=Role.DISCLOSURE_SECTION).first()
    if officer is None or leader is None or section is None:
        return None
    if len({officer.user_id, leader.user_id, section.user_id}) < 3:  # noqa: PLR2004 - three people
        return None
    return Desk(unit, officer.user, (leader.user, section.user))


def _walk(draft: Draft, desk: Desk, *, now: datetime.datetime) -> None:
    """Prepared `draft.days_ago` days ago, and whatever has happened since then."""
    began = now - draft.days_ago * DAY
    opens_on = civil_date(began) + DAY
    collection = create_collection(
        Collection(
            title=f"{draft.title}（征求意见稿）",
            kind=CollectionKind(draft.kind),
            unit=desk.unit,
            background=draft.background,
            contact=f"{desk.unit.official_name}，{desk.unit.phone or '见本单位公开指南'}",
            opens_on=opens_on,
            closes_on=opens_on + PERIOD * DAY,
        ),
        by=desk.officer,
        now=began,
    )
    write_version(collection, text=draft.text, by=desk.officer, now=began)
    explained = EXPLANATION.format(title=draft.title, background=draft.background, unit=desk.unit.official_name)
    add_file(collection, ContentFile(explained.encode(), "起草说明.txt"), by=desk.officer, now=began)
    if draft.state == CollectionState.DRAFT:
        return
    _review(collection, desk, now=began)
    announce_collection(collection, by=desk.officer, now=began)
    for number, opinion in enumerate(draft.opinions, start=2):
        _give(collection, opinion, desk, now=began + number * DAY)
    if draft.revised:
        written = began + 20 * DAY
        note = "根据前期收到的意见修改。"
        write_version(collection, text=draft.revised, note=note, by=desk.officer, now=written)
        _review(collection, desk, now=written)
        publish_version(collection, by=desk.officer, now=written)
    if draft.state == CollectionState.CANCELLED:
        reason = "上级已统一作出规定，本市不再另行制定。"
        cancel_collection(collection, reason=reason, by=desk.reviewers[0], now=began + 10 * DAY)
    if draft.state in {CollectionState.CLOSED, CollectionState.REPORTED}:
        _finish(collection, draft, desk, now=began + (PERIOD + 2) * DAY)


def _review(collection: Collection, desk: Desk, *, now: datetime.datetime) -> None:
    send_for_review(collection, by=desk.officer, now=now)
    for reviewer in desk.reviewers:
        approve_text(collection, comment="同意。", by=reviewer, now=now)


def _give(collection: Collection, opinion: tuple[str, str, str], desk: Desk, *, now: datetime.datetime) -> None:
    """Most are read and shown the next day; who does not consent is dealt with all the same. The newest waits."""
    anchor, quoted, text = opinion
    consents = "不要公开" not in text
    given = GivenOpinion(
        collection=collection,
        text=text,
        anchor=anchor,
        quoted=quoted,
        consents_to_publication=consents,
        person={"name": "林晓", "phone": "13900000000"},
    )
    received = receive_opinion(given, now=now).opinion
    if collection.opinions.count() % 4 == 0 and collection.closes_on > civil_date(now) + PERIOD * DAY // 2:
        return
    read = now + DAY / 2
    if consents:
        publish_opinion(received, masks=suggest_opinion_masks(received), by=desk.officer, now=read)
    else:
        withhold_opinion(received, reason=ModerationReason.NO_CONSENT, by=desk.officer, now=read)


def _finish(collection: Collection, draft: Draft, desk: Desk, *, now: datetime.datetime) -> None:
    close_collection(collection, now=now)
    send_to_legal_review(collection, sent_on=civil_date(now), by=desk.officer, now=now)
    for opinion in collection.opinions.to_be_read():
        withhold_opinion(opinion, reason=ModerationReason.NO_CONSENT, by=desk.officer, now=now)
    for members in suggest_groups(collection):
        group = group_opinions(collection, members, title=members[0].text, by=desk.officer, now=now)
        decide_group(group, decision=Decision.ADOPTED, reason="意见合理，已修改相应条款。", by=desk.officer, now=now)
    if draft.state == CollectionState.CLOSED:
        return
    answers = ((Decision.PARTLY, "部分采纳，已作文字修改。"), (Decision.NOT_ADOPTED, "上位法已有规定，不再重复。"))
    for number, opinion in enumerate(collection.opinions.undecided().order_by("pk")):
        decision, reason = answers[number % len(answers)]
        decide_opinion(opinion, decision=decision, reason=reason, by=desk.officer, now=now)
    text = f"征集期间共收到意见{collection.opinions.count()}条，均已逐条研究，采纳情况如下。"
    write_report(collection, text=text, by=desk.officer, now=now)
    _review(collection, desk, now=now)
    publish_result(collection, by=desk.officer, now=now)
