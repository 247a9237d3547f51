"""What a contractor does after installing the apps into a site: check, migrate, sign in. Run with that site's settings."""

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

call_command("check", fail_level="WARNING")
call_command("makemigrations", check_changes=True, dry_run=True)
call_command("migrate", verbosity=0)
client = Client()
client.force_login(
    get_user_model().objects.create_superuser("admin", password="tests-only"),
    "django.contrib.auth.backends.ModelBackend",
)
response = client.get("/admin/")
if response.status_code == 302:
    response = client.get(response["Location"])
if response.status_code != 200:
    raise SystemExit(f"The admin answers {response.status_code}.")
