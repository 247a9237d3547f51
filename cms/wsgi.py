import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()

from civic_search.domain.warm_up import warm_up  # noqa: E402 - plc0415: Django must be ready

warm_up()
connections.close_all()
