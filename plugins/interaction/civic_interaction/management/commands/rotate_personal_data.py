from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from civic_interaction import tasks
from civic_interaction.domain.rotate_personal_data import BATCH, count_stale, rotate_personal_data
from civic_interaction.privacy.keys import personal_keys
from civic_office.jobs.progress import start_progress


class Command(BaseCommand):
    help = "Encrypt all personal data with the first key. Cut off, it goes on with the rest; the site may stay open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--job", action="store_true", help="let a worker do it")
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction")
        parser.add_argument("--pause", type=float, default=0, help="seconds between transactions")

    def handle(self, *, job: bool, batch: int, pause: float, **options: Any) -> None:
        if job:
            progress = start_progress(_("Encrypting personal data with the new key"), by=None)
            tasks.rotate_personal_data.enqueue(progress=str(progress.pk))
            self.stdout.write(_("Enqueued; a worker does it."))
            return
        self.stdout.write(_("To do: %(count)s rows.") % {"count": count_stale()})
        self.stdout.flush()
        rotation = rotate_personal_data(on_batch=self.tell, batch=batch, pause=pause)
        self.stdout.write(_("Fields encrypted anew: %(count)s.") % {"count": rotation.rotated})
        if rotation.unreadable:
            raise CommandError(
                _("No key opens these, keep every old key: %(rows)s") % {"rows": ", ".join(rotation.unreadable[:20])}
            )
        old = ", ".join(key.id for key in personal_keys()[1:])
        if old and not count_stale():
            self.stdout.write(_("These keys open nothing any more and may be taken away: %(keys)s") % {"keys": old})

    def tell(self, fields: int) -> None:
        self.stdout.write(f"+{fields}")
        self.stdout.flush()
