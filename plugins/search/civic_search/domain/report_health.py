"""How each index stands, for the office."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from civic_search.engines import EngineDownError
from civic_search.engines.in_use import engines_in_use
from civic_search.enums import BuildState
from civic_search.lexicon import current_fingerprint
from civic_search.models import EngineHealth, IndexBuild, PendingChange


@dataclass(frozen=True, slots=True)
class Health:
    """`error`: why the engine cannot be reached; then nothing is known of its index."""

    name: str
    documents: int = 0
    has_index: bool = False
    is_current: bool = False
    pending: int = 0
    build: IndexBuild | None = None
    trouble: EngineHealth | None = None
    error: str = ""

    @property
    def label(self) -> str:
        """What the office calls the engine."""
        return _("Embedded engine (SQLite FTS5)") if self.name == "fts5" else self.name.capitalize()

    @property
    def is_building(self) -> bool:
        return self.build is not None and self.build.state == BuildState.RUNNING


def report_health() -> list[Health]:
    """Each engine in use: its index, whether that was made with the dictionary of now, and what it was not told yet."""
    counted = PendingChange.objects.order_by().values("engine").annotate(number=Count("pk"))
    pending = dict(counted.values_list("engine", "number"))
    troubles = {one.engine: one for one in EngineHealth.objects.filter(failing_since__isnull=False)}
    reports = []
    for engine in engines_in_use():
        documents, fingerprint, error = 0, "", ""
        try:
            state = engine.state()
            documents, fingerprint = state.documents, state.fingerprint
        except EngineDownError as down:
            error = str(down) or type(down).__name__
        reports.append(
            Health(
                engine.name,
                documents,
                has_index=bool(fingerprint),
                is_current=fingerprint == current_fingerprint(),
                pending=pending.get(engine.name, 0),
                build=IndexBuild.objects.filter(engine=engine.name).first(),
                trouble=troubles.get(engine.name),
                error=error,
            )
        )
    return reports
