"""The office alone: units, posts, calendar, review, in a site that has no catalogue."""

from tests.projects.bare_site import *  # noqa: F403

INSTALLED_APPS = ["civic_office", "simple_history", "django_tasks_db", "axes", *INSTALLED_APPS]  # noqa: F405
MIDDLEWARE = [
    *MIDDLEWARE,  # noqa: F405
    "civic_office.middleware.RefuseNulMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "civic_office.middleware.PostsMiddleware",
    "civic_office.middleware.PasswordChangeMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
TIME_ZONE = "Asia/Shanghai"
