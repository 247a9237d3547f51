import logging
import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from civic_office.jobs.worker import LeasingWorker
from civic_office.signals import worker_started


class Command(BaseCommand):
    help = "Runs jobs until it is told to stop. SIGTERM lets it finish the job at hand first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds to wait when there is nothing to do")
        parser.add_argument("--batch", action="store_true", help="stop when no job is ready")
        parser.add_argument("--max-tasks", type=int, default=None, help="stop after so many jobs")
        parser.add_argument("--queue", action="append", default=None, help="only this queue; may be repeated")

    def handle(self, **options: Any) -> None:
        logging.getLogger("civic_office.jobs").setLevel(logging.INFO)
        worker = LeasingWorker(
            queue_names=options["queue"] or ["*"],
            excluded_queue_names=[],
            interval=options["interval"],
            batch=options["batch"],
            backend_name="default",
            startup_delay=not options["batch"],
            max_tasks=options["max_tasks"],
            worker_id=f"{socket.gethostname()[:32]}-{os.getpid()}-{get_random_string(8)}",
        )
        worker.configure_signals()
        self.stdout.write(f"worker {worker.worker_id} is ready")
        self.stdout.flush()
        worker_started.send(sender=LeasingWorker)
        worker.run()
