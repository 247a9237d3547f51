from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
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
