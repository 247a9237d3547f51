import base64
import os
from typing import Any

from django.core.management.base import BaseCommand

from civic_interaction.privacy.keys import KEY_BYTES


class Command(BaseCommand):
    help = "Print a new key for personal data; it is kept nowhere."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(base64.b64encode(os.urandom(KEY_BYTES)).decode())
