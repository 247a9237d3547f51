"""All letters live side by side, in the order of time, up to now: clocks are swept every morning, as in a city."""

import datetime
import heapq
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from civic_interaction.domain.load_channels import load_channels, shipped_cities
from civic_interaction.domain.sweep import sweep
from civic_interaction.models import Case
from civic_office.domain.current_calendar import current_calendar
from civic_office.models import Unit
from civic_office.workdays import civil_date
from cms.demo.facts import UnitFacts
from cms.demo.letters.afterwards import keep_templates, make_common_questions
from cms.demo.letters.desks import Desks
from cms.demo.letters.duty import plan_rosters
from cms.demo.letters.life import live
from cms.demo.letters.moments import DAY, Hours
from cms.demo.letters.plan import FIRST, Planner
from cms.demo.letters.topics import write_topics
from cms.demo.letters.world import Life, World
from cms.demo.pen import SHANGHAI

#: The sweep runs at this hour of every day.
MORNING = datetime.time(6, 30)


class Stage:
    """Lets lives go on, whoever's moment comes first; what lies after `now` does not happen."""

    def __init__(self, *, now: datetime.datetime) -> None:
        self.now = now
        self.order = itertools.count()
        self.waiting: list[tuple[datetime.datetime, int, Life]] = []

    def begin(self, life: Life) -> None:
        moment = next(life, None)
        if moment is not None and moment <= self.now:
            heapq.heappush(self.waiting, (moment, next(self.order), life))

    def play(self) -> None:
        while self.waiting:
            self.begin(heapq.heappop(self.waiting)[-1])


def write_letters(
    city: str,
    units: Sequence[Unit],
    facts: Mapping[str, UnitFacts],
    *,
    now: datetime.datetime,
    seed: int,
    scale: float = 1.0,
) -> Counter[str]:
    """Open the channels of the city and let its people write for a year; returns how many cases are in each state.

    `scale` 0.1: a tenth of the year's letters, for a quick look.
    """
    began = now - (FIRST + 1) * DAY
    load_channels(city if city in shipped_cities() else "linyi", by=None, now=began)
    hours, desks = Hours(current_calendar(), now=now), Desks(units, facts, today=civil_date(began))
    stage = Stage(now=now)
    world = World(desks, hours, stage.begin)
    stage.begin(look_every_morning(began, now=now))
    for plan in Planner(desks, hours, seed=seed, scale=scale).plan():
        stage.begin(live(plan, world))
    keep_templates(desks)
    stage.play()
    sweep(now=now)
    make_common_questions(desks, hours)
    write_topics(desks, hours, seed=seed)
    plan_rosters(desks, hours, seed=seed)
    return Counter(Case.objects.order_by().values_list("state", flat=True))


def look_every_morning(began: datetime.datetime, *, now: datetime.datetime) -> Life:
    moment = datetime.datetime.combine(civil_date(began), MORNING, tzinfo=SHANGHAI)
    while moment <= now:
        yield moment
        sweep(now=moment)
        moment += DAY
