"""What the office keeps of its letters: templates of replies, and questions that many ask with one answer for all."""

import datetime

from civic_interaction.domain.common_question import propose_question, publish_question
from civic_interaction.enums import CaseState
from civic_interaction.models import Case, ReplyTemplate
from cms.demo.letters.desks import Desks
from cms.demo.letters.texts import read_manners
from cms.demo.pen import Pen


def keep_templates(desks: Desks) -> None:
    """For everybody, and one that the government office has for itself."""
    for one in read_manners()["templates"]:
        unit = desks.office if one.get("own") else None
        ReplyTemplate.objects.get_or_create(name=one["name"], unit=unit, defaults={"text": one["text"]})


def make_common_questions(desks: Desks, *, now: datetime.datetime) -> int:
    """Out of answered cases; the last one still waits for the office to publish it. Returns how many there are."""
    questions = read_manners()["common_questions"]
    made = 0
    for one in questions:
        unit = desks.unit_for(one["field"], Pen(desks.facts_of(desks.office), one["question"]))
        answered = Case.objects.filter(lead_unit=unit, state=CaseState.CLOSED, replies__state="sent")
        cases = list(answered.filter(title__contains=one["about"]).distinct()[:5])
        if not cases:
            continue
        common = propose_question(
            cases=cases, question=one["question"], answer=one["answer"], by=desks.handler(unit), now=now
        )
        made += 1
        if one is not questions[-1]:
            publish_question(common, by=desks.section, now=now)
    return made
