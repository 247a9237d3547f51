"""Who sits where: by unit and role, by field of work, and through which channel one writes about what."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from civic_interaction.enums import ChannelKind, Concern
from civic_interaction.models import Category, Channel
from civic_office.enums import Role, UnitKind
from civic_office.models import Post, Unit
from cms.demo.facts import UnitFacts
from cms.demo.pen import Pen

K = ChannelKind
#: Where people write about what, the likeliest first; the city has some of them.
CHANNELS_FOR = {
    Concern.COMPLAINT: (K.COMPLAINT, K.MAYOR, K.COUNTY_HEAD, K.DEPARTMENT, K.PARTY_SECRETARY),
    Concern.CONSULTATION: (K.CONSULTATION, K.CONSULTATION, K.DEPARTMENT, K.MAYOR),
    Concern.SUGGESTION: (K.SUGGESTION, K.MAYOR, K.COUNTY_HEAD, K.PARTY_SECRETARY),
    Concern.HELP: (K.MAYOR, K.COUNTY_HEAD, K.DEPARTMENT, K.CONSULTATION),
}
LOCAL = "local"
#: Whose citizens write through a channel that leads to units of these kinds.
COUNTIES = (UnitKind.COUNTY, UnitKind.ZONE, UnitKind.TOWN)


class Desks:
    """The people of the city on one day, by unit; asked again and again, so read once."""

    def __init__(self, units: Sequence[Unit], facts: Mapping[str, UnitFacts], *, today: datetime.date) -> None:
        self.today, self.facts = today, facts
        self.people: dict[int, dict[str, Any]] = defaultdict(dict)
        for post in Post.objects.held_on(today).select_related("user").order_by("pk"):
            self.people[post.unit_id].setdefault(post.role, post.user)
        self.units = [unit for unit in units if Role.CASE_HANDLER in self.people[unit.pk]]
        self.office = next(unit for unit in units if unit.kind == UnitKind.GOVERNMENT_OFFICE)
        self.section = self.people[self.office.pk][Role.DISCLOSURE_SECTION]
        self.channels = list(Channel.objects.open().select_related("receiver", "desk", "receivers"))
        self.categories = {(one.channel_id, one.concern): one for one in Category.objects.all()}
        self.addressed = {
            channel.pk: set(channel.units(today=today).values_list("pk", flat=True)) for channel in self.channels
        }

    def handler(self, unit: Unit) -> Any:
        return self.people[unit.pk][Role.CASE_HANDLER]

    def leader(self, unit: Unit) -> Any:
        return self.people[unit.pk][Role.SUPERVISING_LEADER]

    def reviewer(self, role: str, unit: Unit) -> Any:
        """Who decides a step of review: somebody of the unit, else of the government office."""
        return self.people[unit.pk].get(role) or self.people[self.office.pk][role]

    def facts_of(self, unit: Unit) -> UnitFacts:
        return self.facts[unit.code]

    def unit_for(self, field: str, pen: Pen) -> Unit:
        """The unit whose matter a field of work is; `local`: any county."""
        if field == LOCAL:
            return pen.pick([unit for unit in self.units if unit.kind in COUNTIES] or self.units)
        field = pen.unit.city.lends.get(field, field)
        own = [unit for unit in self.units if self.facts_of(unit).domain.key == field and unit.kind not in COUNTIES]
        return own[0] if own else self.office

    def channel_for(self, concern: str, unit: Unit, pen: Pen) -> Channel:
        """One through which `unit` can be written to about this; else one that the office receives."""
        kinds = CHANNELS_FOR[Concern(concern)]
        fitting = [
            channel for kind in kinds for channel in self.channels if channel.kind == kind and self.leads(channel, unit)
        ]
        if fitting:
            return pen.pick(fitting[:3])
        return next(
            channel
            for channel in self.channels
            if self.leads(channel, unit) and channel.kind not in {K.PETITION, K.SITE_ERROR, K.SUPERVISION}
        )

    def channel_of(self, kind: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.kind == kind), None)

    def leads(self, channel: Channel, unit: Unit) -> bool:
        return channel.receiver is not None or unit.pk in self.addressed[channel.pk]

    def category(self, channel: Channel, concern: str) -> Category | None:
        return self.categories.get((channel.pk, concern))
