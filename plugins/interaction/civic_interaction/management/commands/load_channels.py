from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from civic_interaction.domain.load_channels import load_channels, shipped_cities


class Command(BaseCommand):
    help = "Create the mailboxes, categories and limits of a city's preset; what is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("city", choices=shipped_cities())

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_channels(options["city"], by=None, now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{len(loaded.channels)} channels created.")
        for name in loaded.stand_ins:
            self.stderr.write(f"{name}: no such unit; the government office receives for it.")
