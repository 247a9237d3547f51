import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from civic_office.domain.check_notice import NoticeData, NoticeRefused, find_doubts
from civic_office.domain.load_notice import load_notice
from civic_office.domain.read_notice import read_notice
from civic_office.domain.seed_calendar import seed_calendar


class Command(BaseCommand):
    help = (
        "Load a holiday notice from a JSON or iCalendar file; without a file, enter the seeded years that are missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--year", type=int, help="The notice's year, where the file holds several or names none.")
        parser.add_argument("--document-number", default="", help="发文字号")
        parser.add_argument("--issued-on", type=datetime.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--reason", default="", help="Why the notice of a year that has one is changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] is None:
            years = seed_calendar(now=timezone.now())
            self.stdout.write(f"{len(years)} years entered.")
            return
        try:
            data = self.read(options)
            notice = load_notice(data, by=None, now=timezone.now())
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except NoticeRefused as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        for doubt in find_doubts(data):
            self.stderr.write(doubt)
        self.stdout.write(f"{notice.year}: {notice.days.count()} days.")

    def read(self, options: dict[str, Any]) -> NoticeData:
        data = read_notice(options["file"].read_bytes(), year=options["year"])
        return replace(
            data,
            document_number=options["document_number"] or data.document_number,
            issued_on=options["issued_on"] or data.issued_on,
            source=data.source or options["file"].name,
            reason=options["reason"],
        )
