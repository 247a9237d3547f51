"""Hot topics of the demo city: answered at once and followed up, and some that have not come so far."""

import datetime
from collections.abc import Mapping
from typing import Any

from civic_disclosure.models import PublishedItem
from civic_interaction.domain.hot_topic import (
    approve_response,
    prepare_topic,
    publish_topic,
    send_response,
    withdraw_topic,
    write_response,
)
from civic_interaction.enums import TextState
from civic_interaction.models import HotTopic, PublicLetter
from civic_office.models import Unit
from civic_office.workdays import civil_date
from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import DAY, Hours
from cms.demo.letters.texts import read_topics
from cms.demo.pen import Pen

#: Letters and items that a topic names, at most.
LETTERS, ITEMS = 3, 2


def write_topics(desks: Desks, hours: Hours, *, seed: int) -> int:
    """Those that fit the time of the year; returns how many there are."""
    month = hours.today.month
    fitting = [one for one in read_topics() if month in one.get("months", (month,))]
    for one in fitting:
        _Story(one, desks, hours, seed=seed).tell()
    return len(fitting)


class _Story:
    """One topic, from the first words to where it stands today. `state`: "" where everything has been published."""

    def __init__(self, plan: Mapping[str, Any], desks: Desks, hours: Hours, *, seed: int) -> None:
        self.plan, self.desks, self.hours = plan, desks, hours
        self.state = plan.get("state", "")
        self.unit = desks.unit_for(plan["field"], Pen(desks.facts_of(desks.office), seed, plan["title"]))
        self.pen = Pen(desks.facts_of(self.unit), seed, plan["title"])
        city = self.pen.unit.city
        roads = self.pen.take(city.roads, 2)
        self.facts = {"road": roads[0], "road2": roads[-1]} | {
            "estate": self.pen.pick(city.estates),
            "town": self.pen.pick(city.towns),
            "village": self.pen.pick(city.villages),
            "place": self.pen.pick(city.counties),
        }
        self.by = desks.handler(self.unit)

    def tell(self) -> HotTopic:
        first, *followed = self.plan["responses"]
        now = self.moment(first)
        topic = prepare_topic(
            HotTopic(
                title=self.write(self.plan["title"]),
                question=self.write(self.plan["question"]),
                unit=self.unit,
                items=name_items(self.unit),
            ),
            text=self.write(first["text"]),
            letters=letters_about(self.plan["about"], unit=self.unit),
            by=self.by,
            now=now,
        )
        self.bring_on(topic, now=now)
        for response in followed:
            now = self.moment(response)
            write_response(topic, text=self.write(response["text"]), by=self.by, now=now)
            self.bring_on(topic, now=now)
        if reason := self.plan.get("withdrawn", ""):
            withdraw_topic(topic, reason=reason, by=self.desks.section, now=now + DAY)
        return topic

    def bring_on(self, topic: HotTopic, *, now: datetime.datetime) -> None:
        """As far as it has come: through the levels of review, and to the public."""
        if self.state == TextState.DRAFT:
            return
        send_response(topic, by=self.by, now=now)
        for role in topic.levels[: self.plan.get("passed")]:
            approve_response(topic, comment="同意。", by=self.desks.reviewer(role, self.unit), now=now)
        if not self.state:
            publish_topic(topic, by=self.desks.section, now=now)

    def write(self, pattern: str) -> str:
        return self.pen.write(pattern, **self.facts)

    def moment(self, response: Mapping[str, Any]) -> datetime.datetime:
        """In office hours of that day, or of the working day before it."""
        ago = self.plan["days_ago"] - response["after"]
        day = civil_date(self.hours.last_working_moment(self.hours.now - ago * DAY))
        return min(self.pen.moment(day), self.hours.now)


def letters_about(about: str, *, unit: Unit) -> Any:
    """A few public letters about it, those to the unit first."""
    public = PublicLetter.objects.public().filter(title__contains=about)
    near = [*public.filter(unit=unit)[:LETTERS], *public.exclude(unit=unit)[:LETTERS]]
    return PublicLetter.objects.filter(pk__in=[letter.pk for letter in near[:LETTERS]])


def name_items(unit: Unit) -> dict[str, str]:
    """Documents of the unit in force, by index number."""
    items = PublishedItem.objects.public().filter(unit=unit, kind="policy").order_by("-published_at", "-page_id")
    return dict(items.values_list("index_number", "title")[:ITEMS])
