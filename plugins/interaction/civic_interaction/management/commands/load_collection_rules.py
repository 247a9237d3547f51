from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from civic_interaction.domain.collections.load_rules import load_rules


class Command(BaseCommand):
    help = "Create the periods of opinion collection that laws set, with their sources; what is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{len(load_rules(by=None, now=timezone.now()))} periods created.")
