from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "civic_search"
    label = "civic_search"
    verbose_name = pgettext_lazy("plugin", "Search")
    default_auto_field = "django.db.models.BigAutoField"
