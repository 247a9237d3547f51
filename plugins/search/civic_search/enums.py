from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_search.files.endings import Ending


class Direction(TextChoices):
    """Which way a synonym is read: 低保 finds 最低生活保障, and the other way round or not."""

    ONE_WAY = "one_way", _("The colloquial word finds the official one")
    BOTH_WAYS = "both_ways", _("Each finds the other")


class BuildState(TextChoices):
    RUNNING = "running", pgettext_lazy("index", "Being built")
    DONE = "done", pgettext_lazy("index", "Built")
    ABANDONED = "abandoned", pgettext_lazy("index", "Given up for a newer one")


#: How the reading of an attachment ended, in words.
ENDINGS = {
    Ending.WAITING: _("Waiting to be read"),
    Ending.READ: pgettext_lazy("file", "Read"),
    Ending.CUT: _("Read in part: the text is very long"),
    Ending.EMPTY: _("Holds no text, perhaps scanned pages"),
    Ending.TOO_LARGE: _("Too large"),
    Ending.UNSUPPORTED: _("Of a format that is not read"),
    Ending.ENCRYPTED: _("Protected by a password"),
    Ending.BROKEN: _("Damaged"),
    Ending.BOMB: _("Unpacks to far more than a document holds"),
    Ending.SLOW: _("Took too long to read"),
    Ending.MEMORY: _("Needed too much memory to read"),
    Ending.CRASHED: _("Its reader stopped unexpectedly"),
    Ending.MISSING: _("The file is not there"),
}
