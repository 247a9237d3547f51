from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from civic_disclosure.addresses import public_root

ROOT_KEY, MINUTE = "civic-public-root", 60


@register_setting(icon="site")
class SiteFacts(BaseGenericSetting):
    """What the header and the footer of a government website must show, and the meta tags of every page (R103).

    国办发〔2017〕47号, annex: SiteName, SiteDomain and SiteIDCode are obligatory on every page.
    """

    name = models.CharField(_("name of the website"), max_length=60, blank=True)
    domain = models.CharField(_("domain"), max_length=120, blank=True)
    identification_code = models.CharField(
        _("website identification code"), max_length=10, blank=True, help_text=_("Ten digits, or bm and eight digits.")
    )
    icp_number = models.CharField(_("ICP record number"), max_length=60, blank=True)
    police_number = models.CharField(_("public security record number"), max_length=60, blank=True)
    sponsor = models.CharField(_("sponsored by"), max_length=120, blank=True)
    operator = models.CharField(_("operated by"), max_length=120, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    about_url = models.URLField(_("about us"), blank=True)
    help_url = models.URLField(_("help"), blank=True)
    statement_url = models.URLField(_("website statement"), blank=True)
    error_report_url = models.URLField(_("report an error on this website"), blank=True)

    class Meta:
        verbose_name = _("facts of the website")

    @classmethod
    def entered(cls) -> "SiteFacts":
        """What the office has entered; empty facts before it has. Wagtail's `load()` would write a row to answer a reader."""
        return cls.objects.first() or cls()

    @classmethod
    def root_for_links(cls) -> str:
        """The public root for the admin's links, of which every list has dozens: looked up once a minute."""
        return str(cache.get_or_set(ROOT_KEY, lambda: public_root(None, cls.entered()), timeout=MINUTE))

    def meta_tags(self) -> dict[str, str]:
        return {"SiteName": self.name, "SiteDomain": self.domain, "SiteIDCode": self.identification_code}
