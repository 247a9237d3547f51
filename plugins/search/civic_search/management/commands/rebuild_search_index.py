from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from civic_search.app_settings import app_settings
from civic_search.domain.rebuild import carry_on, request_rebuild
from civic_search.domain.renew_lexicon import renew_lexicon
from civic_search.domain.renew_vocabulary import renew_vocabulary
from civic_search.engines import Engine, EngineDownError
from civic_search.engines.in_use import engine_in_use, engines_in_use
from civic_search.models import IndexBuild

WIDTH = 40


class Command(BaseCommand):
    help = "Build the index of search anew, of all engines or of one, and collect what questions are completed to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", help="only this one")
        parser.add_argument("--again", action="store_true", help="begin afresh, even if a rebuild is under way")

    def handle(self, *, engine: str | None, again: bool, **_options: Any) -> None:
        chosen = [engine_in_use(engine)] if engine else engines_in_use()
        renew_lexicon()
        for one in chosen:
            if one is None:
                raise CommandError(
                    _("This site has no search engine “%(name)s”, only: %(names)s.")
                    % {"name": engine, "names": ", ".join(app_settings.ENGINES)}
                )
            try:
                self.rebuild(one, again=again)
            except EngineDownError as error:
                raise CommandError(
                    _("The search engine “%(name)s” cannot be reached: %(error)s") % {"name": one.name, "error": error}
                ) from error
        renew_vocabulary()

    def rebuild(self, engine: Engine, *, again: bool) -> None:
        request_rebuild(engine, again=again)
        while carry_on(engine, seconds=60, on_progress=self.draw):
            pass
        self.stdout.write("")
        self.stdout.write(
            _("%(name)s: %(count)s documents.") % {"name": engine.name, "count": engine.state().documents}
        )

    def draw(self, build: IndexBuild) -> None:
        filled = build.percent * WIDTH // 100
        bar = "█" * filled + "░" * (WIDTH - filled)
        self.stdout.write(f"\r{build.engine} {bar} {build.percent:3d} % {build.done}/{build.total}", ending="")
        self.stdout.flush()
