"""What the office keeps of its letters: templates of replies, and questions that many ask with one answer for all."""

import datetime

from civic_interaction.domain.common_question import judge_question, propose_question, publish_question
from civic_interaction.enums import CaseState
from civic_interaction.models import Case, CommonQuestion, ReplyTemplate
from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import DAY, Hours
from cms.demo.letters.texts import read_manners
from cms.demo.pen import Pen

#: A question is made of so many letters at most; so many readers judge it, of a hundred so many find it useful.
MOST_CASES, READERS, USEFUL = 5, (6, 32), 84


def keep_templates(desks: Desks) -> None:
    """For everybody, and one that the government office has for itself."""
    for one in read_manners()["templates"]:
        unit = desks.office if one.get("own") else None
        ReplyTemplate.objects.get_or_create(name=one["name"], unit=unit, defaults={"text": one["text"]})


def make_common_questions(desks: Desks, hours: Hours) -> int:
    """Out of answered cases; the last few still wait for the office to publish them. Returns how many there are."""
    made = 0
    for one in read_manners()["common_questions"]:
        pen = Pen(desks.facts_of(desks.office), one["question"])
        unit = desks.unit_for(one["field"], pen)
        answered = Case.objects.filter(lead_unit=unit, state=CaseState.CLOSED, replies__state="sent")
        cases = list(answered.filter(title__contains=one["about"]).order_by("-answered_at").distinct()[:MOST_CASES])
        if not cases:
            continue
        asked = hours.now - pen.number(0, 2) * DAY if one.get("waits") else _soon_after(cases[0], hours, pen)
        common = propose_question(
            cases=cases, question=one["question"], answer=one["answer"], by=desks.handler(unit), now=asked
        )
        made += 1
        if not one.get("waits"):
            publish_question(common, by=desks.section, now=min(hours.work_after(asked, 1, pen.dice), hours.now))
            _judge(common, pen)
    return made


def _soon_after(case: Case, hours: Hours, pen: Pen) -> datetime.datetime:
    if case.answered_at is None:
        raise ValueError(case.pk)
    return min(hours.work_after(case.answered_at, pen.number(1, 6), pen.dice), hours.now)


def _judge(common: CommonQuestion, pen: Pen) -> None:
    """Readers say whether it helped."""
    for _reader in range(pen.number(*READERS)):
        judge_question(common.pk, is_useful=pen.chance(USEFUL))
