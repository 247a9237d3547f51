from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import post_delete, post_save
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "civic_search"
    label = "civic_search"
    verbose_name = pgettext_lazy("plugin", "Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The wiring: words of the editable list belong to the dictionary; counts are written when an answer has gone out.

        What can be found is registered by its owners.
        """
        from civic_search import receivers  # plc0415: models are ready only now
        from civic_search.models import DictionaryWord  # plc0415: models are ready only now

        for happened in (post_save, post_delete):
            happened.connect(receivers.note_changed_word, sender=DictionaryWord)
        request_finished.connect(receivers.write_counts_after_answer)
