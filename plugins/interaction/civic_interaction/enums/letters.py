from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_office.enums import LEADING_ROLES, Role


class ChannelKind(TextChoices):
    """What a channel is for (R116–R119, R129, R130, R138, R141)."""

    MAYOR = "mayor", _("Mayor's mailbox")
    PARTY_SECRETARY = "party_secretary", _("Party secretary's mailbox")
    COUNTY_HEAD = "county_head", _("County head's mailbox")
    DEPARTMENT = "department", _("Department mailbox")
    CONSULTATION = "consultation", _("Online consultation")
    COMPLAINT = "complaint", _("Complaints and reports")
    SUPERVISION = "supervision", _("Complaints about officials")
    ENTERPRISE = "enterprise", _("Enterprise complaints")
    PETITION = "petition", _("Petition mailbox")
    SUGGESTION = "suggestion", _("Suggestions")
    SITE_ERROR = "site_error", _("Errors on this site")


class Concern(TextChoices):
    """What a letter wants, as the national statistics count it (发展指引 §互动交流: 咨询、投诉、建言)."""

    CONSULTATION = "consultation", _("Consultation")
    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Suggestion")
    REPORT = "report", _("Report of wrongdoing")
    HELP = "help", _("Request for help")
    OTHER = "other", _("Other")


#: How a letter without a category is counted.
CONCERN_OF_KIND = {
    ChannelKind.CONSULTATION: Concern.CONSULTATION,
    ChannelKind.COMPLAINT: Concern.COMPLAINT,
    ChannelKind.SUPERVISION: Concern.COMPLAINT,
    ChannelKind.ENTERPRISE: Concern.COMPLAINT,
    ChannelKind.SUGGESTION: Concern.SUGGESTION,
}


class Asked(TextChoices):
    """Whether the form asks for a fact about the person."""

    HIDDEN = "hidden", _("Not asked")
    OPTIONAL = "optional", _("Optional")
    REQUIRED = "required", _("Required")


class PublicationRule(TextChoices):
    """Whether letters of a channel and their answers may become public. Nothing is published without consent."""

    OFFERED = "offered", _("Consent is offered, ticked by the citizen")
    EXPECTED = "expected", _("Consent is expected: answers are published unless the citizen refuses")
    NEVER = "never", _("Never published")


class CaseState(TextChoices):
    RECEIVED = "received", _("Waiting for acceptance")
    ACCEPTED = "accepted", _("Accepted, to be assigned")
    HANDLING = "handling", _("Being handled")
    PAUSED = "paused", _("Paused")
    IN_REVIEW = "in_review", _("Reply under review")
    REVIEWED = "reviewed", _("Reply approved, to be sent")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by the citizen")
    MERGED = "merged", _("Merged into another case")


#: Somebody still has to do something, and a clock may run.
OPEN_STATES = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.ACCEPTED,
        CaseState.HANDLING,
        CaseState.PAUSED,
        CaseState.IN_REVIEW,
        CaseState.REVIEWED,
    }
)
#: Nothing more will happen to the matter itself.
ENDED_STATES = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.MERGED})


class Part(TextChoices):
    """In what capacity somebody acts on a case. The first two are not people of the office."""

    CITIZEN = "citizen", _("The citizen, by query code")
    CLOCK = "clock", _("The clock")
    OFFICE = "office", _("The government office's section")
    DESK = "desk", _("The receiving unit")
    LEAD = "lead", _("The lead unit")
    LEADER = "leader", _("A leader of the lead unit")
    ASSISTING = "assisting", _("An assisting unit")
    REVIEWER = "reviewer", _("The reviewer whose turn it is")


#: Who handles letters in a unit.
HANDLING_ROLES = LEADING_ROLES | {Role.CASE_HANDLER}
#: Who inspects how personal data are handled.
INSPECTING_ROLES = frozenset({Role.SUPERVISOR, Role.AUDITOR})


class Event(TextChoices):
    """Everything that can happen to a case; `domain/machine.py` says when and by whom. One sentence each."""

    RECEIVED = "received", _("Letter received")
    ACCEPTED = "accepted", pgettext_lazy("interaction", "Accepted")
    ASSIGNED = "assigned", _("Assigned")
    TRANSFER_REFUSED = "transfer_refused", _("Assignment refused")
    CONTRIBUTED = "contributed", _("Contribution of an assisting unit")
    SPLIT = "split", _("Split into two cases")
    SPLIT_OFF = "split_off", _("Split off from another case")
    MERGED = "merged", _("Merged into an earlier case")
    MERGED_HERE = "merged_here", _("A later case was merged into this one")
    SEPARATED = "separated", _("Separated again from the earlier case")
    NOTED = "noted", _("Internal note")
    TAGGED = "tagged", _("Tags changed")
    LINKED = "linked", _("Catalogue items linked")
    SUPPLEMENTED = "supplemented", _("Supplemented by the citizen")
    PAUSED = "paused", _("Paused")
    RESUMED = "resumed", _("Resumed")
    EXTENSION_ASKED = "extension_asked", _("Extension asked for")
    EXTENDED = "extended", _("Extended")
    EXTENSION_REFUSED = "extension_refused", _("Extension refused")
    EXCEPTED = "excepted", _("Excepted from the time limit")
    RECLASSIFIED = "reclassified", _("Moved to another channel")
    RECOMPUTED = "recomputed", _("Due dates computed anew")
    DRAFTED = "drafted", _("Reply drafted")
    SENT_FOR_REVIEW = "sent_for_review", _("Reply sent for review")
    RECALLED = "recalled", _("Reply taken back from review")
    STEP_APPROVED = "step_approved", _("Step of review approved")
    RETURNED = "returned", _("Reply returned")
    APPROVED = "approved", _("Reply approved")
    ANSWERED = "answered", _("Answered")
    PUBLISHED = "published", pgettext_lazy("letter", "Published")
    CORRECTED = "corrected", _("Publication corrected")
    UNPUBLISHED = "unpublished", _("Publication withdrawn")
    RATED = "rated", _("Rated by the citizen")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")
    CLOSED_UNANSWERED = "closed_unanswered", _("Closed without an answer")
    WITHDRAWN = "withdrawn", _("Withdrawn by the citizen")
    WARNED = "warned", _("Due date is near")
    OVERDUE = "overdue", _("Overdue")
    LOOKED = "looked", _("Personal data looked at")
    ANONYMISED = "anonymised", _("Personal data erased")


class LookPurpose(TextChoices):
    """What somebody of the office needs to know for who a citizen is."""

    CONTACT = "contact", _("To speak with the citizen")
    VERIFY = "verify", _("To check identity or facts")
    VISIT = "visit", _("To look at the place")
    TRANSFER = "transfer", _("Another public body asks for it by law")
    INSPECT = "inspect", _("To inspect how the matter was dealt with")
    OTHER = "other", _("Other, as explained")


class ClockKind(TextChoices):
    """What has to be done by when. `ACCEPT`, `INTERNAL` and `FINAL` are the three of R125, R126 and §1.5."""

    ACCEPT = "accept", pgettext_lazy("interaction", "Accept")
    TRANSFER = "transfer", _("Assign to a unit")
    INTERNAL = "internal", _("Unit's part")
    FINAL = "final", _("Answer the citizen")


class Light(TextChoices):
    GREEN = "green", _("In time")
    AMBER = "amber", _("Due soon")
    RED = "red", _("Overdue")


class AssignmentRank(TextChoices):
    LEAD = "lead", _("Lead unit")
    ASSISTING = "assisting", _("Assisting unit")


class AssignmentEnd(TextChoices):
    """Why a unit has nothing more to do with a case."""

    DONE = "done", _("Done")
    REPLACED = "replaced", _("Assigned to another unit")
    REFUSED = "refused", _("Refused by the unit")
    ENDED = "ended", _("The case ended")


class PauseReason(TextChoices):
    CITIZEN = "citizen", _("Waiting for the citizen")
    THIRD_PARTY = "third_party", _("Waiting for a third party")
    OTHER_BODY = "other_body", _("Waiting for another public body")


class ExtensionState(TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", pgettext_lazy("interaction", "Refused")


class ReplyState(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Under review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Sent to the citizen")


class ClosingReason(TextChoices):
    """Why a case ended. All but the first two end it without an answer, and are recorded with an explanation."""

    ANSWERED = "answered", _("Answered")
    SETTLED = "settled", _("Answered, rated by the citizen")
    UNTRUE = "untrue", _("What it says is not true")  # R126 反映情况不属实
    ABUSIVE = "abusive", _("Abusive or spam")
    REPEATED = "repeated", _("Has been answered before")
    NOT_OURS = "not_ours", _("Not within the powers of the government")
    OTHER_PROCEDURE = "other_procedure", _("Belongs to another procedure by law")
    UNREACHABLE = "unreachable", _("Too unclear, and the citizen did not explain")


WITHOUT_ANSWER = tuple(
    reason for reason in ClosingReason if reason not in {ClosingReason.ANSWERED, ClosingReason.SETTLED}
)


class FileKind(TextChoices):
    """What citizens may attach. The value is the extension that the file gets, whatever it was called."""

    PDF = "pdf", _("PDF document")
    OFD = "ofd", _("OFD document")
    DOC = "doc", _("Word document (97–2003)")
    WPS = "wps", _("WPS document")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")
    JPG = "jpg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    TXT = "txt", _("plain text")
    CSV = "csv", _("CSV table")
