from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    """What the items of a column are. It decides the form that editors see."""

    GENERAL = "general", _("General information")
    POLICY = "policy", _("Policy document")
    INTERPRETATION = "interpretation", _("Policy interpretation")


class ColumnKind(TextChoices):
    NORMAL = "normal", _("Column with items")
    LINK = "link", _("Link to another site")


class Openness(TextChoices):
    """The five kinds of openness 五公开 (R014–R016)."""

    DECISION = "decision", _("Openness of decisions")
    EXECUTION = "execution", _("Openness of execution")
    MANAGEMENT = "management", _("Openness of management")
    SERVICE = "service", _("Openness of services")
    RESULT = "result", _("Openness of results")


class Validity(TextChoices):
    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")


class LinkKind(TextChoices):
    """How one published item points to another."""

    INTERPRETS = "interprets", _("Interprets")  # R113
    REPLACED_BY = "replaced_by", _("Replaced by")


class DisclosureMode(TextChoices):
    PROACTIVE = "proactive", _("Proactive disclosure")
    ON_REQUEST = "on_request", _("Disclosure on request")


class Genre(TextChoices):
    """The fifteen kinds of official document (党政机关公文处理工作条例), and what else a catalogue holds."""

    RESOLUTION = "resolution", _("Resolution (jueyi)")
    DECISION = "decision", _("Decision (jueding)")
    ORDER = "order", _("Order (mingling)")
    COMMUNIQUE = "communique", _("Communique (gongbao)")
    ANNOUNCEMENT = "announcement", _("Announcement (gonggao)")
    PUBLIC_NOTICE = "public_notice", _("Public notice (tonggao)")
    OPINION = "opinion", _("Opinion (yijian)")
    NOTICE = "notice", _("Notice (tongzhi)")
    CIRCULAR = "circular", _("Circular (tongbao)")
    REPORT = "report", _("Report (baogao)")
    REQUEST = "request", _("Request for instructions (qingshi)")
    REPLY = "reply", _("Official reply (pifu)")
    BILL = "bill", _("Bill (yi'an)")
    LETTER = "letter", _("Letter (han)")
    MINUTES = "minutes", _("Minutes (jiyao)")
    OTHER = "other", _("Other")


class DutyPart(TextChoices):
    """What a unit does for a column; the three are often different units (R043)."""

    PROVIDES = "provides", _("Provides")
    REVIEWS = "reviews", _("Reviews")
    PUBLISHES = "publishes", _("Publishes")


class DutyRank(TextChoices):
    LEAD = "lead", _("Lead")
    ASSISTS = "assists", _("Assists")


class Method(TextChoices):
    """How the content of a column comes in (R035–R041)."""

    BACKEND = "backend", _("Entered in the admin")  # 后台加载、后台报送、后台更新
    SUBMISSION = "submission", _("Submitted to the office")  # 信息报送
    RECEPTION = "reception", _("Received and answered in the admin")  # 后台受理
    LINK = "link", _("Link to a site")  # 网站链接
    JOINT = "joint", _("Built jointly")  # 联合共建、栏目共建
    COLLECTION = "collection", _("Collected by the office")  # 信息采集
    NETWORK = "network", _("Submitted by network")  # 网络报送
    MEDIUM = "medium", _("Submitted on paper or a medium")  # 介质报送


class BatchState(TextChoices):
    """A refused batch is being prepared again."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")


class FreshnessState(TextChoices):
    """Whether a column is fed as often as it must be."""

    FRESH = "fresh", pgettext_lazy("freshness", "Fed in time")
    DUE_SOON = "due_soon", pgettext_lazy("freshness", "Due soon")
    OVERDUE = "overdue", pgettext_lazy("freshness", "Overdue")
    NO_CLOCK = "no_clock", pgettext_lazy("freshness", "No fixed day")


class ClockWhy(TextChoices):
    """Why a column has the clock it has, or none."""

    TABLE = "table", _("The responsibility table says so")
    LIMIT = "limit", _("A general limit says so")
    MET = "met", _("What had to be done once is done")
    WITHOUT_DAY = "without_day", _("The responsibility table names no fixed day")
    NOTHING = "nothing", _("No cadence and no general limit")
    LINK = "link", _("Leads to another site")
    HIDDEN = "hidden", _("Not shown to the public")
    CLOSED = "closed", _("The unit exists no more")


class LimitScope(TextChoices):
    """What a general limit measures. The last four are counted over the whole website (国办秘函〔2019〕19号)."""

    COLUMN = "column", _("Each such column is fed within the period")
    CATALOGUE = "catalogue", _("A unit's whole catalogue is fed within the period")
    NOT_FED = "not_fed", _("Such columns of the first level that were not fed within the period")
    HOME = "home", _("Nothing new in the whole portal within the period")
    OVERDUE = "overdue", _("Overdue columns")
    EMPTY = "empty", _("Columns without any item")


class LimitUnit(TextChoices):
    NATURAL_DAYS = "natural_days", pgettext_lazy("period", "days")
    WORKING_DAYS = "working_days", pgettext_lazy("period", "working days")
    MONTHS = "months", pgettext_lazy("period", "months")


class NoteState(TextChoices):
    """Where the status note of a column stands."""

    PROPOSED = "proposed", _("Waits for approval")
    PUBLIC = "public", pgettext_lazy("status note", "Public")
    WITHDRAWN = "withdrawn", pgettext_lazy("status note", "Withdrawn")
