"""The words of opinion collection 意见征集."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic_interaction.enums.letters import HANDLING_ROLES
from civic_office.enums import Role


class CollectionKind(TextChoices):
    """What the public is asked about: the law sets the period by it (R119, R122, R131, R132)."""

    REGULATION = "regulation", _("Draft of a government regulation")
    MAJOR_DECISION = "major_decision", _("Major administrative decision")
    MARKET_DOCUMENT = "market_document", _("Normative document that concerns business")
    NORMATIVE_DOCUMENT = "normative_document", _("Other normative document")
    LIVELIHOOD = "livelihood", _("Decision that concerns people's daily life")
    GENERAL = "general", _("Other matter")


class CollectionState(TextChoices):
    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Announced")
    CLOSED = "closed", _("Closed, results to come")
    REPORTED = "reported", _("Results published")
    CANCELLED = "cancelled", _("Cancelled")


#: What the public has been told of, cancelled ones among it when they were announced before.
ANNOUNCED_STATES = frozenset({CollectionState.OPEN, CollectionState.CLOSED, CollectionState.REPORTED})


class Phase(TextChoices):
    """How the public reads the state: by the dates, whether or not the machine has noted their passing yet."""

    COMING = "coming", _("Not yet open")
    OPEN = "open", _("Open for opinions")
    CLOSED = "closed", _("Closed, results to come")
    REPORTED = "reported", _("Results published")
    CANCELLED = "cancelled", _("Cancelled")


class TextState(TextChoices):
    """A version of the draft, or of the result report."""

    DRAFT = "draft", _("Being written")
    IN_REVIEW = "in_review", _("Under review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved, not yet published")
    PUBLISHED = "published", _("Published")


#: One of these at a time: it is still being worked on.
UNDER_WORK = (TextState.DRAFT, TextState.IN_REVIEW, TextState.APPROVED)


class Voice(TextChoices):
    """Who speaks. This much of the person is shown to the public, and counted."""

    PERSON = "person", _("Citizen")
    ENTERPRISE = "enterprise", _("Enterprise")
    ASSOCIATION = "association", _("Trade or social association")
    PUBLIC_BODY = "public_body", _("Public body or institution")


class Moderation(TextChoices):
    """What a person decided about showing an opinion. All but `EXCLUDED` are answered by an outcome."""

    WAITING = "waiting", _("To be read")
    PUBLISHED = "published", _("Shown to the public")
    WITHHELD = "withheld", _("Not shown, but dealt with")
    EXCLUDED = "excluded", _("Not an opinion")


class ModerationReason(TextChoices):
    """Why an opinion is not shown."""

    NO_CONSENT = "no_consent", _("No consent to publication")
    PERSONAL_DATA = "personal_data", _("Cannot be shown without personal data")
    SECRET = "secret", _("Contains what must not be made public")
    UNLAWFUL = "unlawful", _("Insulting or unlawful")
    ADVERTISING = "advertising", _("Advertising or senseless text")
    OTHER_MATTER = "other_matter", _("Is about another matter")
    REPEATED = "repeated", _("Sent several times by the same person")


#: Reasons for which something is no opinion on this draft at all; the others only keep it from being shown.
EXCLUDING = frozenset(
    {
        ModerationReason.UNLAWFUL,
        ModerationReason.ADVERTISING,
        ModerationReason.OTHER_MATTER,
        ModerationReason.REPEATED,
    }
)


class Decision(TextChoices):
    """采纳情况"""

    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Adopted in part")
    NOT_ADOPTED = "not_adopted", _("Not adopted")


class Step(TextChoices):
    """Everything that can happen to a collection; `domain/collections/machine.py` says when and by whom."""

    CREATED = "created", _("Prepared")
    CHANGED = "changed", _("Announcement changed")
    WRITTEN = "written", _("Version of the draft written")
    REPORT_WRITTEN = "report_written", _("Result report written")
    SENT_FOR_REVIEW = "sent_for_review", _("Sent for review")
    RECALLED = "recalled", _("Taken back from review")
    STEP_APPROVED = "step_approved", _("Step of review approved")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    ANNOUNCED = "announced", _("Announced")
    REVISED = "revised", _("Revised draft published")
    EXTENDED = "extended", _("Period extended")
    MODERATED = "moderated", _("Opinion read")
    GROUPED = "grouped", _("Equal opinions put together")
    UNGROUPED = "ungrouped", _("Group of opinions dissolved")
    DECIDED = "decided", _("Outcome decided")
    CLOSED = "closed", _("Period ended")
    REPORTED = "reported", _("Results published")
    TO_LEGAL_REVIEW = "to_legal_review", _("Sent to the legal office's review")
    CANCELLED = "cancelled", _("Cancelled")
    OVERDUE = "overdue", _("Results overdue")
    RECOMPUTED = "recomputed", _("Due date computed anew")
    LOOKED = "looked", _("Personal data looked at")
    FILES_ERASED = "files_erased", _("Files of citizens erased")
    ANONYMISED = "anonymised", _("Personal data erased")


#: Who prepares collections and reads opinions in the unit that asks.
COLLECTING_ROLES = HANDLING_ROLES | {Role.INFORMATION_OFFICER, Role.DRAFTER}
