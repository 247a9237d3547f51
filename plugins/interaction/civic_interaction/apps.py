from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class InteractionConfig(AppConfig):
    name = "civic_interaction"
    label = "civic_interaction"
    verbose_name = _("Interaction")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The wiring. No line needs another to come first; they stand by what they are for, in this order.

        1. What the office, search and Wagtail are told of: policies, kinds of notice, sources, clocks.
        2. What the office announces: a moved clock is copied to its case or collection; duty follows posts and calendar.
        3. What public letters copy: renamed units and channels have them rendered again.
        4. What the index of search hears: whatever becomes public, is corrected or withdrawn.
        """
        from civic_interaction import checks, notifications, policies, receivers, signals  # noqa: F401  # plc0415: settings are complete only now
        from civic_interaction.models import CaseClock, Channel, CollectionClock  # plc0415: models are ready only now
        from civic_interaction.search import register_sources  # plc0415: models are ready only now
        from civic_office import signals as office  # plc0415: keep the wiring in one place
        from civic_office.clocks import register_clock  # plc0415: keep the wiring in one place
        from civic_office.models import Unit, UnitAlias  # plc0415: models are ready only now

        policies.register_policies()
        notifications.register_notices()
        register_sources()
        register_clock(CaseClock)
        register_clock(CollectionClock)

        office.due_dates_changed.connect(receivers.follow_moved_clocks, sender=CaseClock)
        office.due_dates_changed.connect(receivers.follow_moved_results, sender=CollectionClock)
        office.post_ended.connect(receivers.leave_duty_with_post)
        office.holiday_notice_loaded.connect(receivers.keep_rosters_to_calendar)

        for copied in (Unit, Channel):
            pre_save.connect(receivers.note_copied_before_save, sender=copied)
            post_save.connect(receivers.render_after_save, sender=copied)
        for happened in (post_save, post_delete):
            happened.connect(receivers.render_after_alias, sender=UnitAlias)

        signals.letter_published.connect(receivers.note_letter_for_search)
        signals.topic_published.connect(receivers.note_topic_for_search)
        signals.question_published.connect(receivers.note_question_for_search)
        signals.collection_changed.connect(receivers.note_collection_for_search)
        signals.names_changed.connect(receivers.note_names_for_search)
