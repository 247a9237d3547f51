from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteractionConfig(AppConfig):
    name = "civic_interaction"
    label = "civic_interaction"
    verbose_name = _("Interaction")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The wiring: clocks of cases follow the calendar, and what they come to is copied to the case."""
        from civic_interaction import checks, policies, receivers  # noqa: F401  # plc0415: settings are complete only now
        from civic_interaction.models import CaseClock  # plc0415: models are ready only now
        from civic_office import signals as office  # plc0415: keep the wiring in one place
        from civic_office.clocks import register_clock  # plc0415: keep the wiring in one place

        policies.register_policies()
        register_clock(CaseClock)
        office.due_date_changed.connect(receivers.follow_moved_clock, sender=CaseClock)
