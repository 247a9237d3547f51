"""`demo_accounts`: who one can sign in as in the demo city, and with which password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from civic_office.models import Post


class Command(BaseCommand):
    help = "List the demo accounts: the units with every role, or all with --all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="every unit, not only those with every role")

    def handle(self, **options: Any) -> None:
        from cms.demo.accounts import PASSWORD, SUPERUSER, is_staffed  # plc0415: the demo is not part of every site

        posts = (
            Post.objects.held_on(timezone.localdate()).select_related("unit", "user").order_by("unit__position", "pk")
        )
        self.stdout.write(
            _("Password of all accounts: %(password)s; administrator: %(user)s")
            % {"password": PASSWORD, "user": SUPERUSER}
        )
        for post in posts:
            if not options["all"] and not is_staffed(post.unit.short_name, post.unit.kind):
                continue
            self.stdout.write(
                f"{post.user.get_username():<36}{post.unit}　{post.get_role_display()}　{post.user.last_name}"
            )
