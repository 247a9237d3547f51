"""`load_city linyi` builds a city from its responsibility table; `--plan` only says what it would do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import CityPlan, Outcome
from civic_disclosure.domain.load_city import find_city, load_city
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.tables import TableError, read_table
from civic_office.workdays import civil_date


class Command(BaseCommand):
    help = "Build a city from its responsibility table: linyi, shuangyashan, heilongjiang, lianshui, or the path of a CSV or XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="a shipped city, or the path of a table")
        parser.add_argument("--plan", action="store_true", help="show what would be done, and do nothing")
        parser.add_argument("--name", default="", help="name of the city, for a table of one's own: 某某市")
        parser.add_argument(
            "--accept-new",
            action="store_true",
            help="take unknown names as new units, even beside names much like them",
        )
        parser.add_argument(
            "--renames",
            choices=("ask", "best", "none"),
            default="ask",
            help="columns that may have been renamed: stop where it is not plain, take the likeliest, or take none",
        )
        parser.add_argument(
            "--skip-unclear", action="store_true", help="load what is clear and list the rows that were left out"
        )

    def handle(self, *, source: str, **options: Any) -> None:
        choices = Choices(
            accept_new=options["accept_new"],
            skip_unclear=options["skip_unclear"],
            renames={"ask": "", "best": "best", "none": "new"}[options["renames"]],
        )
        name = options["name"] or (Path(source).stem if Path(source).is_file() else "")
        now = timezone.now()
        today = civil_date(now)
        try:
            if options["plan"]:
                profile, content = find_city(source, name=name)
                self.show(
                    plan_city(read_table(content, filename=source), profile=profile, choices=choices, today=today),
                    every_row=True,
                )
            else:
                self.show(
                    load_city(source, by=None, now=now, name=name, choices=choices, report=self.stdout.write),
                    every_row=False,
                )
        except TableError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            profile, content = find_city(source, name=name)
            self.show(plan_city(read_table(content), profile=profile, choices=choices, today=today), every_row=False)
            raise CommandError("".join(error.messages)) from error

    def show(self, plan: CityPlan, *, every_row: bool) -> None:
        for row in plan.rows:
            if every_row or row.outcome in (Outcome.UNCLEAR, Outcome.SKIPPED):
                details = "；".join(
                    [*row.reasons, *(f"{question.address} {question.text}" for question in row.questions)]
                )
                self.stdout.write(f"{_OUTCOMES[row.outcome]}\t{row.address}\t{row.text}\t{details}")
        for outcome, number in sorted(plan.outcomes().items()):
            self.stdout.write(f"{_OUTCOMES[outcome]}: {number}")
        self.stdout.write(
            _("New: %(units)s units, %(groups)s groups, %(columns)s columns, %(duties)s duties. Changed: %(changes)s.")
            % {**plan.counts(), "columns": plan.new_columns}
        )
        if plan.new_units:
            self.stdout.write(
                _("To be supplied: organisation codes of %s units, provisional for now.") % plan.new_units
            )
        for name in plan.empty_groups:
            self.stdout.write(_("To be supplied: the units that “%s” stands for; none is known.") % name)
        for renaming in plan.renames:
            self.stdout.write(_("Renamed: %s") % renaming.text)
        for _pk, path, is_empty in plan.removed:
            self.stdout.write(
                (_("No longer in the table, empty: %s") if is_empty else _("No longer in the table, holds items: %s"))
                % "/".join(path)
            )


_OUTCOMES = {
    Outcome.CREATED: "新建",
    Outcome.UPDATED: "更新",
    Outcome.UNCHANGED: "不变",
    Outcome.UNCLEAR: "待明确",
    Outcome.SKIPPED: "跳过",
}
