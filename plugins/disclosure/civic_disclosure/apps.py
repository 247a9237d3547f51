from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    name = "civic_disclosure"
    label = "civic_disclosure"
    verbose_name = _("Disclosure")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The wiring: what comes under review is complete; every save of an item passes the gate and keeps its record.

        Moves and deletions keep the record too. What records copy of others (names, the way to a column) is compared
        before and after every save. The index of search is told of all that the public can find. What feeds columns, or
        says when they are due, has their freshness judged anew.
        """
        from wagtail.models import WorkflowState  # plc0415: models are ready only now
        from wagtail.signals import post_page_move  # plc0415: models are ready only now

        from civic_disclosure import checks, policies, receivers, signals  # noqa: F401  # plc0415: models are ready only now
        from civic_disclosure.models import ColumnPage, ItemPage, UnitCatalogue  # plc0415: models are ready only now
        from civic_disclosure.search import register_sources  # plc0415: models are ready only now
        from civic_office import signals as office  # plc0415: keep the wiring in one place
        from civic_office.models import ReviewState, UnitAlias  # plc0415: models are ready only now

        policies.register_policies()
        pre_save.connect(receivers.check_sending_before_save, sender=WorkflowState)
        pre_save.connect(receivers.check_step_before_save, sender=ReviewState)
        pre_save.connect(receivers.check_gate_before_save, sender=ItemPage)
        post_save.connect(receivers.keep_record_after_save, sender=ItemPage)
        pre_delete.connect(receivers.withdraw_record_before_delete, sender=ItemPage)
        post_page_move.connect(receivers.move_records_after_move)
        office.filing_decided.connect(receivers.carry_out_decided_filing)
        office.post_appointed.connect(receivers.keep_section_group)
        office.post_ended.connect(receivers.keep_section_group)
        for model in receivers.COPIED:
            pre_save.connect(receivers.note_copied_before_save, sender=model)
            post_save.connect(receivers.dress_again_after_save, sender=model)
        register_sources()
        signals.records_written.connect(receivers.note_items_for_search)
        post_delete.connect(receivers.note_column_for_search, sender=ColumnPage)
        for happened in (post_save, post_delete):
            happened.connect(receivers.take_over_alias, sender=UnitAlias)
        office.worker_started.connect(receivers.check_search_index)
        signals.records_written.connect(receivers.note_feeding_of_items)
        for model in (ColumnPage, UnitCatalogue):
            post_save.connect(receivers.note_feeding_of_column, sender=model)
        office.holiday_notice_loaded.connect(receivers.judge_all_columns)
        post_migrate.connect(receivers.load_limits_after_migrate, sender=self)
