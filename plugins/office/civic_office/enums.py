from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(TextChoices):
    GOVERNMENT = "government", _("Government")
    GOVERNMENT_OFFICE = "government_office", _("Government office")
    DEPARTMENT = "department", _("Department")
    VERTICAL = "vertical", _("Department of a higher government")
    COUNTY = "county", _("County or district")
    ZONE = "zone", _("Development zone")
    TOWN = "town", _("Town or subdistrict")
    INSTITUTION = "institution", _("Public institution")
    ENTERPRISE = "enterprise", _("Public enterprise")
    PARTY = "party", _("Party or mass organisation")


class Role(TextChoices):
    """What a person does, in a unit or, for `OFFICE_ROLES`, in the government office for all units (R167, R173, R180)."""

    INFORMATION_OFFICER = "information_officer", _("Information officer")
    DRAFTER = "drafter", _("Drafter")
    SECTION_REVIEWER = "section_reviewer", _("Section reviewer")
    SECRECY_REVIEWER = "secrecy_reviewer", _("Secrecy reviewer")
    SUPERVISING_LEADER = "supervising_leader", _("Supervising leader")
    PRINCIPAL_LEADER = "principal_leader", _("Principal leader")
    CASE_HANDLER = "case_handler", _("Case handler")
    PROOFREADER = "proofreader", _("Proofreader")
    DISCLOSURE_SECTION = "disclosure_section", _("Disclosure section")
    OFFICE_LEADER = "office_leader", _("Office leader")
    SUPERVISOR = "supervisor", _("Supervisor")
    AUDITOR = "auditor", _("Auditor")


#: Held in the government office, exercised for every unit.
OFFICE_ROLES = frozenset({Role.PROOFREADER, Role.DISCLOSURE_SECTION, Role.OFFICE_LEADER, Role.SUPERVISOR, Role.AUDITOR})
#: A unit's leaders.
LEADING_ROLES = frozenset({Role.SUPERVISING_LEADER, Role.PRINCIPAL_LEADER})
#: May write in the catalogue of their unit.
WRITING_ROLES = frozenset({Role.INFORMATION_OFFICER, Role.DRAFTER})
#: Every unit names one of each (R173, R180).
REQUIRED_ROLES = frozenset({Role.SUPERVISING_LEADER, Role.INFORMATION_OFFICER})


class ReturnReason(TextChoices):
    """Why a reviewer sends an item back; `WRONG_COLUMN` is R006."""

    WRONG_COLUMN = "wrong_column", _("Does not fit the column")
    SECRET = "secret", _("Must not be published")
    PERSONAL_DATA = "personal_data", _("Contains personal data")
    INACCURATE = "inaccurate", _("Facts or figures are wrong")
    WORDING = "wording", _("Wording or typing errors")
    INCOMPLETE = "incomplete", _("Required elements are missing")
    OTHER = "other", _("Other")


class FilingKind(TextChoices):
    """What a unit reports to the government office."""

    COLUMN_ADDED = "column_added", _("Column added")  # R005
    COLUMN_CHANGED = "column_changed", _("Column changed")
    COLUMN_REMOVED = "column_removed", _("Column removed")
    PERSONNEL = "personnel", _("Change of personnel")  # R168
    ACCOUNT = "account", _("Account request")  # R169
    OUTAGE = "outage", _("Website failure")  # R100


class FilingState(TextChoices):
    FILED = "filed", _("Filed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class NoticeMode(TextChoices):
    """How a member of staff is told; everything stands on their list in any case."""

    AT_ONCE = "at_once", _("By mail, at once")
    DIGEST = "digest", _("By mail, once a working day")
    LIST_ONLY = "list_only", _("Only on the list")


class DeliveryState(TextChoices):
    """What became of a message to one person."""

    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    UNREACHABLE = "unreachable", _("No address")
    REFUSED = "refused", pgettext_lazy("delivery", "Refused")
