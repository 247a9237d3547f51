from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from civic_search.domain.check_index import check_index
from civic_search.engines import EngineDownError
from civic_search.engines.in_use import engines_in_use
from civic_search.models import IndexBuild, PendingChange


class Command(BaseCommand):
    help = "Say how the search engines stand, and have set right what is not; fails when one cannot be reached."

    def handle(self, **_options: Any) -> None:
        check_index()
        down = []
        for engine in engines_in_use():
            try:
                documents = str(engine.state().documents)
            except EngineDownError as error:
                documents = str(error)
                down.append(engine.name)
            facts = {
                "name": engine.name,
                "documents": documents,
                "pending": PendingChange.objects.of_engine(engine.name).count(),
            }
            self.stdout.write(_("%(name)s: documents %(documents)s, changes waiting %(pending)s") % facts)
        for build in IndexBuild.objects.running():
            self.stdout.write(
                _("%(name)s: being rebuilt, %(percent)s %%") % {"name": build.engine, "percent": build.percent}
            )
        if down:
            raise CommandError(_("Cannot be reached: %(names)s") % {"names": ", ".join(down)})
