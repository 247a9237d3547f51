from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "civic_office"
    label = "civic_office"
    verbose_name = _("Office")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # plc0415: models exist only now
        from wagtail.signals import task_submitted  # plc0415: keep the wiring in one place

        from civic_office import checks, models, notifications, policies, receivers  # noqa: F401  # plc0415: models exist only now
        from civic_office.wagtail_labels import translate_labels  # plc0415: Wagtail's forms need loaded models

        register_permission_policy(models.Unit, policies.UnitPolicy(models.Unit))
        register_permission_policy(models.UnitGroup, policies.UnitPolicy(models.UnitGroup))
        register_permission_policy(models.Post, policies.PostPolicy(models.Post))
        register_permission_policy(models.Filing, policies.FilingPolicy(models.Filing))
        register_permission_policy(models.DeadLetter, policies.JobPolicy(models.DeadLetter))
        register_permission_policy(models.Notice, policies.NoticePolicy(models.Notice))
        register_permission_policy(models.NoticeTemplate, policies.NoticeTemplatePolicy(models.NoticeTemplate))
        notifications.register_notices()
        post_migrate.connect(receivers.seed_calendar_after_migrate, sender=self)
        post_migrate.connect(receivers.seed_notice_templates_after_migrate, sender=self)
        task_submitted.connect(receivers.tell_of_step, sender=models.ReviewState)
        translate_labels()
