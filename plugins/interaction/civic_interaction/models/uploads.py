import datetime
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_interaction.enums import FileKind
from civic_interaction.files.storage import PrivateStorage
from civic_interaction.privacy.fields import EncryptedTextField

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.OFD: "application/ofd",
    FileKind.DOC: "application/msword",
    FileKind.WPS: "application/vnd.ms-works",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
}


def new_token() -> str:
    """192 bits that nobody guesses; who holds them may attach the file to a letter."""
    return secrets.token_urlsafe(24)


def place_of(upload: "Upload", filename: str) -> str:
    """Where a file lies: its token by month of arrival. Nothing of its name, which is personal, reaches the disk."""
    return f"{upload.uploaded_at:%Y/%m}/{upload.token}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def unused(self) -> Self:
        return self.filter(taken_at=None)

    def expired(self, *, now: datetime.datetime) -> Self:
        """What nobody used in time, infected files among it."""
        return self.unused().filter(expires_at__lte=now)

    def usable(self, *, now: datetime.datetime) -> Self:
        """What may still be attached: in time, in nobody's use, without a finding. It may still wait for the scanner."""
        return self.unused().filter(expires_at__gt=now, finding="")

    def waiting_for_scan(self) -> Self:
        return self.filter(quarantined=True, finding="")

    def open(self) -> Self:
        """What may be shown to anybody at all."""
        return self.filter(quarantined=False)


class Upload(models.Model):
    """A file that a citizen sent ahead of the form it belongs to, so that an error in the form does not lose it.

    Written by `domain.keep_upload`, which has opened and judged it; it is served as a download under its own media type,
    never shown in place.
    """

    token = models.CharField(_("token"), max_length=64, unique=True, default=new_token, editable=False)
    name = EncryptedTextField(_("file name"))
    kind = models.CharField(_("kind"), max_length=8, choices=FileKind.choices)
    file = models.FileField(_("file"), upload_to=place_of, storage=PrivateStorage(), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    has_formulas = models.BooleanField(_("has formulas that a spreadsheet would compute"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    expires_at = models.DateTimeField(_("kept unused until"), db_index=True)
    taken_at = models.DateTimeField(_("attached at"), null=True, blank=True)
    quarantined = models.BooleanField(_("quarantined"), default=False)
    finding = models.CharField(_("finding of the virus scanner"), max_length=200, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-uploaded_at", "-pk")
        default_permissions = ("view",)
        constraints = (
            models.CheckConstraint(
                condition=Q(finding="") | Q(quarantined=True), name="interaction_infected_upload_is_quarantined"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[FileKind(self.kind)]
