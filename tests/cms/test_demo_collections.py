import datetime

from django.utils import timezone

from civic_interaction.enums import CollectionState, Phase
from civic_interaction.models import Collection, DraftVersion, Opinion
from civic_office.enums import Role
from cms.demo.asked import DRAFTS
from cms.demo.collections import write_collections
from tests import factories


def make_desk(name):
    unit = factories.make_unit(name)
    for role in (Role.INFORMATION_OFFICER, Role.SUPERVISING_LEADER):
        factories.make_post(unit=unit, role=role, today=timezone.localdate() - datetime.timedelta(days=400))
    return unit


def test_the_demo_city_asks_in_every_state(db):
    long_ago = timezone.localdate() - datetime.timedelta(days=400)
    factories.make_post(role=Role.DISCLOSURE_SECTION, today=long_ago)
    units = [make_desk(f"第{number}局") for number in range(len(DRAFTS))]

    fields = {units[-1].code: DRAFTS[0].field}

    made = write_collections([*units, factories.make_unit("无人局")], fields=fields, now=timezone.now())

    assert made == len(DRAFTS) >= 6
    assert Collection.objects.get(title__startswith=DRAFTS[0].title).unit == units[-1]
    assert Collection.objects.values("unit").distinct().count() == made

    assert set(Collection.objects.values_list("state", flat=True)) == set(CollectionState)
    assert DraftVersion.objects.published().filter(number=2).exists()
    assert Opinion.objects.public().exists()
    assert not Opinion.objects.public().filter(public_text__contains="13900000000").exists()
    assert Collection.objects.get(state=CollectionState.REPORTED).groups.exists()


def test_a_city_of_few_units_asks_in_every_phase_too(db):
    factories.make_post(role=Role.DISCLOSURE_SECTION, today=timezone.localdate() - datetime.timedelta(days=400))
    units = [make_desk(f"第{number}局") for number in range(2)]

    assert write_collections(units, fields={}, now=timezone.now()) == len(DRAFTS)
    shown = Collection.objects.public()
    assert {one.phase_on(timezone.localdate()) for one in shown} == set(Phase)
    assert Collection.objects.values("unit").distinct().count() == len(units)


def test_without_a_desk_nobody_is_asked(db):
    assert write_collections([factories.make_unit("无人局")], fields={}, now=timezone.now()) == 0
