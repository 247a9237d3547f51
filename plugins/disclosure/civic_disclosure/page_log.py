"""What Wagtail's page history says of acts that are ours."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry


class ImportFormatter(LogFormatter):
    """Names the batch, by the title it had then."""

    label = gettext_lazy("Import")

    def format_message(self, log_entry: PageLogEntry) -> SafeString:
        return format_html(_("Made public with the import “{title}”"), title=log_entry.data.get("title", ""))
