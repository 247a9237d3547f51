from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteractionConfig(AppConfig):
    name = "civic_interaction"
    label = "civic_interaction"
    verbose_name = _("Interaction")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from civic_interaction import checks  # noqa: F401  # plc0415: settings are complete only now
