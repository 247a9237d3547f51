"""Many ask the same: one answer for all is proposed by who handles such cases, and published by the office (R140)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.enums import CaseState
from civic_interaction.models import Case, CommonQuestion
from civic_interaction.permissions import cases_open_to
from civic_interaction.privacy.masking import suggest_masks
from civic_office.history import save_by
from civic_office.permissions import decides_for_office
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
        unit=newest.lead_unit,
        proposed_by=by,
        proposed_at=now,
    )
    save_by(common, by=by)
    common.cases.set(numbers)
    return common


@transaction.atomic
def publish_question(common: CommonQuestion, *, by: Any, now: datetime.datetime) -> CommonQuestion:
    """Show it to the public; by the office's section, and not by whom it was proposed. The first date stays."""
    common = _lock(common, by=by, now=now)
    if common.proposed_by == by:
        raise PermissionDenied(_("Somebody else publishes what you proposed."))
    common.published_at, common.withdrawn_at = common.published_at or now, None
    save_by(common, by=by)
    return common


@transaction.atomic
def withdraw_question(common: CommonQuestion, *, by: Any, now: datetime.datetime) -> CommonQuestion:
    """Take it from the public, or turn a proposal down."""
    common = _lock(common, by=by, now=now)
    common.withdrawn_at = now
    save_by(common, by=by)
    return common


def _lock(common: CommonQuestion, *, by: Any, now: datetime.datetime) -> CommonQuestion:
    if not decides_for_office(by, today=civil_date(now)):
        raise PermissionDenied
    return CommonQuestion.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=common.pk)


def _refuse_faults(**texts: str) -> None:
    errors = {}
    for name, text in texts.items():
        if not text.strip():
            errors[name] = _("Please fill in this field.")
        elif found := [mask.text for mask in suggest_masks(text)]:
            errors[name] = _("Leave out personal data: %s") % "、".join(found)
    if errors:
        raise ValidationError({name: [sentence] for name, sentence in errors.items()})
