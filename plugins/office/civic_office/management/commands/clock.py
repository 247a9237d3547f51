import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from civic_office.app_settings import app_settings
from civic_office.jobs.leases import return_lost_jobs
from civic_office.jobs.schedule import discover_schedules, enqueue_due, schedules


class Command(BaseCommand):
    help = "Enqueues periodic jobs when they are due, making up for the time it was down. Several clocks do no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look at the schedule once and stop")

    def handle(self, **options: Any) -> None:
        discover_schedules()
        stopped = threading.Event()
        if options["once"]:
            stopped.set()
        else:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self.stdout.write(f"clock is ready: {len(schedules)} periodic jobs")
        self.stdout.flush()
        while True:
            self._tick()
            if stopped.wait(app_settings.CLOCK_SECONDS):
                return

    def _tick(self) -> None:
        close_old_connections()
        try:
            enqueued = enqueue_due(now=timezone.now())
            return_lost_jobs()
        except DatabaseError as error:
            # A locked or restarting database: the next look makes up for this one.
            self.stderr.write(f"the clock skips a beat: {error}")
        else:
            if enqueued:
                self.stdout.write(f"enqueued {enqueued}")
                self.stdout.flush()
