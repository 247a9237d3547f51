"""The channels that the suite ships: those of the cities whose circulars it was written for, and two of the whole state."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from civic_interaction.models import Category, Channel, ReplyPolicy
from civic_interaction.permissions import require_may_change_channels
from civic_office.enums import UnitKind
from civic_office.history import save_by
from civic_office.models import Unit, UnitGroup
from civic_office.workdays import civil_date

DATA = resources.files("civic_interaction") / "data" / "channels"
#: Laid down by the state, so every city has them.
COMMON = "common"


@dataclass
class Loaded:
    """What came of it; `stand_ins` names the units that are not there, for which the government office receives."""

    channels: list[Channel] = field(default_factory=list)
    stand_ins: list[str] = field(default_factory=list)


def shipped_cities() -> list[str]:
    names = sorted(file.name.removesuffix(".json") for file in DATA.iterdir() if file.name.endswith(".json"))
    return [name for name in names if name != COMMON]


@transaction.atomic
def load_channels(city: str, *, by: Any | None, now: datetime.datetime) -> Loaded:
    """Create the channels of `city`, and the common ones, with categories and limits; those that are there stay.

    A file names units; the one with that name receives, else the government office (see `Loaded`). Each policy says
    from which document its figures are, and whether somebody has read them there.
    Raises `PermissionDenied`, and `ValidationError` for an unknown city or one without a government office.
    """
    require_may_change_channels(by, today=civil_date(now))
    if city not in shipped_cities():
        raise ValidationError({"city": _("There are presets for: %s") % ", ".join(shipped_cities())})
    office = Unit.objects.active_on(civil_date(now)).filter(kind=UnitKind.GOVERNMENT_OFFICE).first()
    if office is None:
        raise ValidationError({"city": _("Enter the government office first: it receives what has no other desk.")})
    loaded = Loaded()
    for facts in [*_read(city), *_read(COMMON)]:
        if not Channel.objects.filter(code=facts["code"]).exists():
            loaded.channels.append(_create(facts, office, loaded, by=by, now=now))
    return loaded


def _read(name: str) -> list[dict[str, Any]]:
    channels: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["channels"]
    return channels


def _create(facts: dict[str, Any], office: Unit, loaded: Loaded, *, by: Any, now: datetime.datetime) -> Channel:
    plain = {name: facts[name] for name in ("code", "kind", "name", "introduction", "publication") if name in facts}
    channel = Channel(
        **plain,
        receiver=_unit(facts.get("receiver"), office, loaded) if "group" not in facts else None,
        receivers=_group(facts["group"]) if "group" in facts else None,
        desk=_unit(facts["desk"], office, loaded) if "desk" in facts else None,
        asked=facts.get("asked", {}),
        requires_real_name=facts.get("requires_real_name", False),
        levels=facts["levels"],
        position=Channel.objects.count(),
    )
    channel.full_clean()
    save_by(channel, by=by)
    _create_categories(channel, facts.get("categories", ()), by=by)
    policy = ReplyPolicy(channel=channel, **facts["policy"])
    policy.effective_from = datetime.date.fromisoformat(facts["policy"]["effective_from"])
    policy.full_clean()
    save_by(policy, by=by)
    return channel


def _create_categories(channel: Channel, categories: Iterable[dict[str, str]], *, by: Any) -> None:
    for position, category in enumerate(categories):
        save_by(Category(channel=channel, position=position, **category), by=by)


def _unit(name: str | None, office: Unit, loaded: Loaded) -> Unit:
    if name is None:
        return office
    named = Q(official_name=name) | Q(short_name=name) | Q(aliases__name=name)
    unit = Unit.objects.filter(named).order_by("position", "pk").first()
    if unit is None:
        loaded.stand_ins.append(name)
    return unit or office


def _group(facts: dict[str, Any]) -> UnitGroup:
    group, _is_new = UnitGroup.objects.get_or_create(name=facts["name"], defaults={"kinds": facts["kinds"]})
    return group
