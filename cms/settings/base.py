"""Settings of the reference site that hold everywhere; `demo`, `test` and `production` add what differs."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import dj_database_url

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("CIVIC_VAR", ROOT / "var"))

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cms.home",
    "civic_accountability",
    "civic_interaction",
    "civic_disclosure",
    "civic_search",
    "civic_office",
    "wagtail.contrib.table_block",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "civic_office.middleware.RefuseNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "civic_office.middleware.PostsMiddleware",
    "civic_office.middleware.PasswordChangeMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "civic.sqlite3",
    # Opening the file and reading its schema costs 2 ms: more than an answer of the public API.
    "CONN_MAX_AGE": 600,
    # WAL and IMMEDIATE: a read followed by a write in one transaction never meets "database is locked".
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    },
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)
    if "DATABASE_URL" in os.environ
    else SQLITE
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "civic_office.accounts.LettersAndDigitsValidator"},
]

# Every page and answer is in this language, whatever the browser prefers: there is no LocaleMiddleware. The admin follows
# the language that somebody has chosen in their account, once more than one is permitted.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]  # one to choose from: the account screen does not ask
LOCALE_PATHS = [files("civic_office") / "overlay_locale"]  # the Chinese that Wagtail and the others lack
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# A web server before Django serves the pictures; it must serve /media/images/ and nothing else below /media/.
SERVE_PICTURES = False

CIVIC_SEARCH_DIRECTORY = VAR / "search"
# The admin's own search (pages, pictures, documents, choosers) reads Chinese as the public's does.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "civic_search.wagtail_backend"}}
# Attachments of citizens: no web server may serve this folder.
CIVIC_INTERACTION_UPLOAD_DIRECTORY = VAR / "uploads"

# Where the public site is: links in feeds and mails lead there, and drafts are previewed on it.
if os.environ.get("PUBLIC_ADDRESS"):
    CIVIC_INTERACTION_PUBLIC_ADDRESS = CIVIC_DISCLOSURE_PREVIEW_ADDRESS = os.environ["PUBLIC_ADDRESS"]

WAGTAIL_SITE_NAME = "政务公开"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "civic_disclosure.finish_workflow.publish_reviewed_revision"
# Forgotten passwords go to the office (R169); people change theirs on the office's page, which keeps the rules.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["civic_office.api.throttling.ReadingThrottle"],
    "EXCEPTION_HANDLER": "civic_office.api.problems.answer_exception",
    "UNAUTHENTICATED_USER": None,
    # How many addresses at the end of X-Forwarded-For are our own proxies.
    "NUM_PROXIES": int(os.environ.get("NUM_PROXIES", "0")),
}
#: Requests to the public API that one address may make in a minute; 0 is no limit.
CIVIC_READS_PER_MINUTE = int(os.environ.get("READS_PER_MINUTE", "600"))
#: Addresses that are not counted: the server of the public site, which asks for all its readers.
CIVIC_UNCOUNTED_ADDRESSES = frozenset(filter(None, os.environ.get("UNCOUNTED_ADDRESSES", "").split(",")))
SPECTACULAR_SETTINGS = {
    "TITLE": "政务公开接口",
    "DESCRIPTION": "政府信息公开目录的公开数据（站点、单位、栏目、信息及其历史版本）；互动交流：写信、查询、评价、公开的来信与统计，意见征集（草案、修改对照、提交意见、采纳情况）。无需登录。",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "PATH_CONVERTER_OVERRIDES": {"number": {"type": "integer", "format": "int64"}},
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PREPROCESSING_HOOKS": ["civic_office.api.schema.keep_public_endpoints"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "civic_office.api.schema.leave_out_notes",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "ItemKind": "civic_disclosure.enums.ItemKind",
        "ColumnKind": "civic_disclosure.enums.ColumnKind",
        "UnitKind": "civic_office.enums.UnitKind",
        "Openness": "civic_disclosure.enums.Openness",
        "Validity": "civic_disclosure.enums.Validity",
        "Genre": "civic_disclosure.enums.Genre",
        "DisclosureMode": "civic_disclosure.enums.DisclosureMode",
        "CollectionKind": "civic_interaction.enums.CollectionKind",
        "ClauseKind": "civic_interaction.api.collection_shapes.CLAUSE_KINDS",
        "PieceKind": "civic_interaction.clauses.words.PieceKind",
        "ChannelKind": "civic_interaction.enums.ChannelKind",
        "FileKind": "civic_interaction.enums.FileKind",
        "CaseEvent": "civic_interaction.enums.Event",
    },
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_CALLABLE = "civic_office.viewsets.accounts.show_lockout"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
SIMPLE_HISTORY_ENABLED = True
