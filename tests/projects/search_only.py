"""Search alone, in a site with a catalogue of its own and errors as Django REST framework answers them."""

from tests.projects.bare_site import *  # noqa: F403

ROOT_URLCONF = "tests.projects.search_addresses"
INSTALLED_APPS = [
    "civic_search",
    "simple_history",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    *INSTALLED_APPS,  # noqa: F405
]
MIDDLEWARE = [*MIDDLEWARE, "simple_history.middleware.HistoryRequestMiddleware"]  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
SPECTACULAR_SETTINGS = {"OAS_VERSION": "3.1.0", "PREPROCESSING_HOOKS": ["tests.projects.search_addresses.keep_public"]}
TIME_ZONE = "Asia/Shanghai"
CIVIC_SEARCH_DIRECTORY = os.environ.get("SEARCH_DIRECTORY", "var/search")  # noqa: F405
