"""Office and disclosure in a site without letters, accountability or the reference site's own app."""

from tests.projects.bare_site import *  # noqa: F403

INSTALLED_APPS = [
    "civic_disclosure",
    "civic_search",
    "civic_office",
    "simple_history",
    "django_tasks_db",
    "axes",
    "rest_framework",
    "wagtail.contrib.table_block",
    "wagtail.contrib.settings",
    *INSTALLED_APPS,  # noqa: F405
]
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
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "civic_disclosure.finish_workflow.publish_reviewed_revision"
TIME_ZONE = "Asia/Shanghai"
