"""`load_demo linyi`: a whole city to look at, invented from its real responsibility table."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.demo.facts import VOCABULARY


class Command(BaseCommand):
    help = "Load a demo city: its tree, people, items and items under review. Adds nothing to a city that holds items."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "city",
            nargs="?",
            default="linyi",
            choices=sorted(path.stem for path in (VOCABULARY / "cities").glob("*.toml")),
        )
        parser.add_argument("--seed", type=int, default=2018, help="another seed, another text")
        parser.add_argument("--units", type=int, help="items for so many units only, for a quick look")
        parser.add_argument("--scale", type=float, default=1.0, help="times as many items; 0.1 for a quick look")
        parser.add_argument("--without-letters", action="store_true", help="no letters, which take most of the time")

    def handle(
        self, *, city: str, seed: int, scale: float, units: int | None, without_letters: bool, **_options: Any
    ) -> None:
        from cms.demo.build import load_demo  # plc0415: needs the demo group

        if scale <= 0:
            raise CommandError(_("The scale must be greater than nought."))
        load_demo(
            city,
            now=timezone.now(),
            seed=seed,
            scale=scale,
            most_units=units,
            with_letters=not without_letters,
            report=self.report,
        )

    def report(self, phase: str, **figures: Any) -> None:
        self.stdout.write(str(LINES[phase]) % figures)


LINES = {
    "line": "%(line)s",
    "tree": _("Tree: %(units)s units, %(columns)s columns."),
    "accounts": _("Accounts: %(count)s."),
    "unit": _("[%(number)s/%(all)s] %(unit)s: %(items)s items, %(total)s in all"),
    "full": _("The city holds items already; nothing was added."),
    "under_way": _("Items under review: %(count)s; filings for the office: %(filings)s."),
    "letters": _("Letters: %(count)s cases."),
    "done": _("Done in %(seconds)s seconds: %(items)s items, %(attachments)s files, %(accounts)s accounts."),
}
