"""Many ask the same: one answer for all is proposed by who handles such cases, and published by the office (R140)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from civic_interaction.enums import HANDLING_ROLES, CaseState
from civic_interaction.models import Case, CommonQuestion, Reply
from civic_interaction.permissions import cases_open_to
from civic_interaction.privacy.masking import cover_found, suggest_masks
from civic_interaction.signals import question_published
from civic_office.history import save_by
from civic_office.permissions import decides_for_office, holds_role
from civic_office.workdays import civil_date


@transaction.atomic
def propose_question(
    *, cases: Collection[Case], question: str, answer: str, by: Any, now: datetime.datetime
) -> CommonQuestion:
    """Propose a question and its answer out of `cases`, which have been answered and are open to `by`.

    Personal data have no place in it: a text in which some are found is refused, and says where.
    Raises `PermissionDenied`, `ValidationError` by field.
    """
    numbers = {case.pk for case in cases}
    if cases_open_to(by, today=civil_date(now)).filter(pk__in=numbers).distinct().count() != len(numbers):
        raise PermissionDenied
    answered = Case.objects.filter(pk__in=numbers, state__in=(CaseState.ANSWERED, CaseState.CLOSED))
    newest = answered.filter(replies__sent_at__isnull=False).order_by("-answered_at", "-pk").first()
    if newest is None or newest.lead_unit is None:
        raise ValidationError({"cases": _("Choose at least one case that has been answered.")})
    _refuse_faults(question=question, answer=answer)
    common = CommonQuestion(
        question=question.strip(),
        answer=answer.strip(),
        channel=newest.channel,
        category=newest.category.name if newest.category is not None else "",
        unit=newest.lead_unit,
        proposed_by=by,
        proposed_at=now,
        updated_at=now,
    )
    save_by(common, by=by)
    common.cases.set(numbers)
    return common


def suggest_question(cases: Collection[Case]) -> dict[str, str]:
    """What a common question out of these cases could begin as: the newest matter and answer, personal data covered."""
    sent = (
        Reply.objects.sent().filter(case__in=cases).select_related("case__letter__sender").order_by("-sent_at", "-pk")
    )
    newest = sent.first()
    if newest is None:
        return {"question": "", "answer": ""}
    known = [newest.case.letter.sender.name]
    return {
        "question": cover_found(newest.case.title, known=known),
        "answer": cover_found(newest.text, known=known),
    }


@transaction.atomic
def revise_question(
    common: CommonQuestion, *, question: str, answer: str, by: Any, now: datetime.datetime
) -> CommonQuestion:
    """Word it anew; by who handles letters of its unit, or the office's section. What is public is withdrawn first.

    Whoever worded it last has proposed it: somebody else publishes it. Until then the public does not see it.
    """
    common = _lock(common)
    if not may_revise(by, common, today=civil_date(now)):
        raise PermissionDenied
    if common.is_public:
        raise ValidationError(_("Withdraw it from the public before you change it."))
    _refuse_faults(question=question, answer=answer)
    common.question, common.answer = question.strip(), answer.strip()
    common.proposed_by, common.proposed_at, common.updated_at = by, now, now
    save_by(common, by=by)
    return common


def may_revise(by: Any, common: CommonQuestion, *, today: datetime.date) -> bool:
    handles = holds_role(by, *HANDLING_ROLES, unit=common.unit, today=today)
    return handles or decides_for_office(by, today=today)


def judge_question(question_id: int, *, is_useful: bool) -> bool:
    """Count what a reader says of a public one; nothing is kept of the reader. False where nothing is public."""
    name = "useful" if is_useful else "not_useful"
    return bool(CommonQuestion.objects.public().filter(pk=question_id).update(**{name: F(name) + 1}))


@transaction.atomic
def publish_question(common: CommonQuestion, *, by: Any, now: datetime.datetime) -> CommonQuestion:
    """Show it to the public; by the office's section, and not by whom it was proposed. The first date stays."""
    common = _lock(common)
    _require_section(by, now=now)
    if common.proposed_by == by:
        raise PermissionDenied(_("Somebody else publishes what you proposed."))
    common.published_at, common.withdrawn_at, common.updated_at = common.published_at or now, None, now
    save_by(common, by=by)
    question_published.send(sender=CommonQuestion, question=common)
    return common


@transaction.atomic
def withdraw_question(common: CommonQuestion, *, by: Any, now: datetime.datetime) -> CommonQuestion:
    """Take it from the public, or turn a proposal down."""
    common = _lock(common)
    _require_section(by, now=now)
    common.withdrawn_at = now
    save_by(common, by=by)
    question_published.send(sender=CommonQuestion, question=common)
    return common


def _require_section(by: Any, *, now: datetime.datetime) -> None:
    if not decides_for_office(by, today=civil_date(now)):
        raise PermissionDenied


def _lock(common: CommonQuestion) -> CommonQuestion:
    return (
        CommonQuestion.objects.select_for_update(of=("self",)).select_related("proposed_by", "unit").get(pk=common.pk)
    )


def _refuse_faults(**texts: str) -> None:
    errors = {}
    for name, text in texts.items():
        if not text.strip():
            errors[name] = _("Please fill in this field.")
        elif found := [mask.text for mask in suggest_masks(text)]:
            errors[name] = _("Leave out personal data: %s") % "、".join(found)
    if errors:
        raise ValidationError({name: [sentence] for name, sentence in errors.items()})
