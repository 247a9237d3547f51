"""What editors of that site type into the list and the chooser of its snippets. Run with the settings `own_search`."""

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests.projects.notices.models import Notice  # noqa: E402

setup_test_environment()
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("check", fail_level="WARNING")
client = Client()
client.force_login(get_user_model().objects.create_superuser("admin", password="tests-only"))
for name, number, text in (
    ("关于部门预算的通知", "临政办发〔2016〕44号", ""),
    ("人事任免", "", "财政局报送预算"),
    ("Opening hours", "", ""),
):
    Notice.objects.create(name=name, number=number, text=text)
asked = {
    "預算": ["关于部门预算的通知", "人事任免"],
    "部门 通知": ["关于部门预算的通知"],
    "临政办发[2016]44号": ["关于部门预算的通知"],
    "任": ["人事任免"],
    "hour": ["Opening hours"],
    "😀": [],
    "%": [],
}
for typed, expected in asked.items():
    for place in ("wagtailsnippets_notices_notice:list", "wagtailsnippetchoosers_notices_notice:choose_results"):
        response = client.get(reverse(place), {"q": typed})
        context = response.context
        found = [str(notice) for notice in context.get("object_list") or context.get("results") or ()]
        if (response.status_code, found) != (200, expected):
            raise SystemExit(f"{place} answers {typed} with {response.status_code} {found}.")
