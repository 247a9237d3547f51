"""Conditions of `machine.TRANSITIONS` beyond the state. Each raises `ValidationError` with the sentence a person reads."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.enums import ExtensionState, PublicationRule, ReplyState
from civic_interaction.models import Case, PublicLetter
from civic_interaction.models.ratings import UNSATISFIED

#: A citizen who is not satisfied has the case reopened once.
ROUNDS = 2


def may_still_refuse(case: Case, *, today: datetime.date) -> None:
    """A unit sends a case back within its limit; the receiving unit itself has nobody to send it to."""
    lead = case.assignments.active().leading().get()
    if lead.unit_id == case.desk_id:
        raise ValidationError(_("The receiving unit leads this case itself; assign it to another unit instead."))
    if not lead.may_be_refused_on(today):
        raise ValidationError(
            _("An assignment can be refused until %(day)s; that day has passed.")
            % {"day": lead.refusable_until and lead.refusable_until.isoformat()}
        )


def may_pause(case: Case, *, today: datetime.date) -> None:
    if not case.policy.may_pause:
        raise ValidationError(_("The limits of this channel allow no pause."))


def is_in_time(case: Case, *, today: datetime.date) -> None:
    if case.overdue_on is not None or (case.due_on is not None and case.due_on < today):
        raise ValidationError(_("The time limit has passed; it can be extended no more."))


def may_ask_extension(case: Case, *, today: datetime.date) -> None:
    """In time, foreseen by the policy, not as often already, and not while one is waiting."""
    if case.policy.extension_within is None:
        raise ValidationError(_("The limits of this channel allow no extension."))
    if case.exception:
        raise ValidationError(_("No limit holds for this case; it needs no extension."))
    is_in_time(case, today=today)
    taken = case.extensions.filter(round=case.round)
    if taken.filter(state=ExtensionState.ASKED).exists():
        raise ValidationError(_("An extension has been asked for already."))
    if taken.filter(state=ExtensionState.GRANTED).count() >= case.policy.most_extensions:
        raise ValidationError(_("The case has been extended as often as it may be."))


def extension_waits(case: Case, *, today: datetime.date) -> None:
    if not case.extensions.filter(state=ExtensionState.ASKED).exists():
        raise ValidationError(_("No extension is asked for."))


def may_be_excepted(case: Case, *, today: datetime.date) -> None:
    if not case.policy.exceptions:
        raise ValidationError(_("The limits of this channel know no exception."))
    if case.exception:
        raise ValidationError(_("The case is excepted already."))


def has_draft(case: Case, *, today: datetime.date) -> None:
    if not case.replies.filter(state=ReplyState.DRAFT).exclude(text="").exists():
        raise ValidationError(_("There is no draft to send for review."))


def _in_state(case: Case, *states: str) -> bool:
    return case.replies.filter(state__in=states).exists()


def no_reply_under_review(case: Case, *, today: datetime.date) -> None:
    if _in_state(case, ReplyState.IN_REVIEW, ReplyState.APPROVED):
        raise ValidationError(_("The reply is under review. Take it back first."))


def reply_under_review(case: Case, *, today: datetime.date) -> None:
    if not _in_state(case, ReplyState.IN_REVIEW):
        raise ValidationError(_("No reply is under review."))


def reply_under_review_or_approved(case: Case, *, today: datetime.date) -> None:
    if not _in_state(case, ReplyState.IN_REVIEW, ReplyState.APPROVED):
        raise ValidationError(_("No reply is under review."))


def reply_approved(case: Case, *, today: datetime.date) -> None:
    if not _in_state(case, ReplyState.APPROVED):
        raise ValidationError(_("Only a reply that has passed every level of review is sent."))


def sender_is_kept(case: Case, *, today: datetime.date) -> None:
    if case.letter.sender.erased_at is not None:
        raise ValidationError(_("The personal data have been erased."))


def no_reply_in_work(case: Case, *, today: datetime.date) -> None:
    if case.replies.worked_on(today=today).exists():
        raise ValidationError(_("A correction of the reply is being worked on."))


def may_become_public(case: Case, *, today: datetime.date) -> None:
    """Only with consent, and only what has been answered (PIPL 第25条; 发展指引)."""
    if case.channel.publication == PublicationRule.NEVER:
        raise ValidationError(_("Letters of this channel are not published."))
    if not case.letter.consents_to_publication:
        raise ValidationError(_("The citizen has not consented to publication."))
    if case.letter.anonymised_at is not None:
        raise ValidationError(_("The personal data have been erased; nothing more is published of this letter."))
    if not case.replies.sent().exists():
        raise ValidationError(_("The case has not been answered."))


def is_public(case: Case, *, today: datetime.date) -> None:
    if not PublicLetter.objects.public().filter(pk=case.pk).exists():
        raise ValidationError(_("The letter is not public."))


def is_not_public(case: Case, *, today: datetime.date) -> None:
    if PublicLetter.objects.public().filter(pk=case.pk).exists():
        raise ValidationError(_("The letter is public already."))


def may_be_rated(case: Case, *, today: datetime.date) -> None:
    if not case.may_be_rated_on(today):
        raise ValidationError(_("The time to rate this answer has passed."))
    if case.ratings.filter(round=case.round).exists():
        raise ValidationError(_("You have rated this answer already."))


def may_be_reopened(case: Case, *, today: datetime.date) -> None:
    """Once, by a citizen who was not satisfied, while the answer may be rated."""
    if case.round >= ROUNDS:
        raise ValidationError(_("A case is reopened once only."))
    if not case.may_be_rated_on(today):
        raise ValidationError(_("The time to reopen this case has passed."))
    if not case.ratings.filter(round=case.round, score__lte=UNSATISFIED).exists():
        raise ValidationError(_("A case is reopened when you are not satisfied with the answer; please rate it first."))
