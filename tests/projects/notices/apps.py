from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tests.projects.notices"
    label = "notices"
