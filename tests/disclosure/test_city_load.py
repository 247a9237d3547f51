import csv
import datetime
import re
import unicodedata

import pytest
from django.utils import timezone
from wagtail.models import Page

from civic_disclosure.domain.city.plan import Outcome
from civic_disclosure.domain.city.profile import read_profile
from civic_disclosure.domain.city.words import CATALOGUE, meaning_of
from civic_disclosure.domain.load_city import load_city
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.enums import ColumnKind, DutyPart, ItemKind, Method
from civic_disclosure.models import ChannelPage, ColumnPage, Duty, PortalPage, UnitCatalogue
from civic_disclosure.tables import read_table
from civic_office.models import Unit, UnitGroup

NOW = datetime.datetime(2026, 11, 20, 2, tzinfo=datetime.UTC)
ROWS = {"linyi": 63, "shuangyashan": 93, "heilongjiang": 11, "lianshui": 108}
pytestmark = pytest.mark.django_db


def table_rows(city):
    text = read_profile(city).table.decode()
    return list(csv.DictReader(text.splitlines()))


def titles_above(column):
    pages = Page.objects.ancestor_of(column, inclusive=True).filter(depth__gt=PortalPage.objects.get().depth)
    return list(pages.order_by("depth").values_list("title", flat=True))


def expected_titles(row):
    """The titles from channel to column, worked out from the row alone."""
    channel = re.sub(r"（表\d）$", "", row["channel"])
    titles = [channel]
    for title in (row["level1"], row["level2"], row["level3"]):
        if title and title != titles[-1]:
            titles.append(title)
    if row["leaf"] in titles[1:]:
        titles = titles[: titles.index(row["leaf"], 1) + 1]
    elif row["leaf"] != titles[-1]:
        titles.append(row["leaf"])
    return titles if len(titles) > 1 else titles * 2


def names_of(duty):
    party = duty.unit or duty.group
    own = [party.official_name, party.short_name] if duty.unit else [party.name]
    return {re.sub(r"[“”]", "", name) for name in [*own, *(alias.name for alias in party.aliases.all())]}


def providers_in(row):
    text = row["providers"] or row["providers_inferred"]
    return [re.sub(r"[“”]", "", name) for name in re.split(r"[、；，]|(?<=室)和|及(?=各)", text)]


@pytest.mark.parametrize(("city", "number"), ROWS.items())
@pytest.mark.shows("R035", "R036", "R037", "R048")
def test_load_city_makes_every_row_of_the_table(city, number):
    plan = load_city(city, by=None, now=NOW)
    rows = table_rows(city)
    columns = {
        tuple(titles_above(column)): column for column in ColumnPage.objects.descendant_of(PortalPage.objects.get())
    }
    assert len(rows) == number
    assert plan.outcomes() == {Outcome.CREATED: number}
    for row in rows:
        column = columns[tuple(expected_titles(row))]
        provides = [
            duty
            for duty in Duty.objects.filter(column=column, part=DutyPart.PROVIDES)
            if duty.content == row["content"]
        ]
        cadence = row["cadence"] or row["cadence_inferred"]
        assert provides
        assert all(cadence in duty.cadence_text for duty in provides)
        for name in providers_in(row):
            found = [duty for duty in provides if any(_same(name, known) for known in names_of(duty))]
            assert found, (row["leaf"], name)
        assert all(duty.method for duty in provides) is bool(row["method"] or row["method_inferred"])
    assert Page.find_problems() == ([], [], [], [], [])


def _same(name, known):
    """One of the names is in the other: brackets, verbs and the city's prefix aside."""
    name, known = unicodedata.normalize("NFKC", name), unicodedata.normalize("NFKC", known)
    base = re.sub(r"\(.*?\)|收集|配合", "", name).removeprefix("市").removeprefix("县")
    return base in known or known in name


@pytest.mark.parametrize("city", ROWS)
def test_load_city_twice_changes_nothing(city):
    load_city(city, by=None, now=NOW)
    before = (Page.objects.count(), Duty.objects.count(), Unit.objects.count(), Duty.history.count())
    again = load_city(city, by=None, now=NOW + datetime.timedelta(days=1))
    assert again.is_nothing
    assert again.outcomes() == {Outcome.UNCHANGED: ROWS[city]}
    assert (Page.objects.count(), Duty.objects.count(), Unit.objects.count(), Duty.history.count()) == before


@pytest.mark.parametrize("city", ROWS)
def test_plan_city_writes_nothing(city, django_assert_max_num_queries):
    profile = read_profile(city)
    before = (Page.objects.count(), Unit.objects.count(), UnitGroup.objects.count())
    with django_assert_max_num_queries(20) as queries:
        plan = plan_city(read_table(profile.table), profile=profile, today=NOW.date())
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert plan.is_clear
    assert (Page.objects.count(), Unit.objects.count(), UnitGroup.objects.count()) == before


@pytest.mark.shows("R001", "R002")
def test_load_city_gives_linyi_its_units_with_22_columns_each():
    load_city("linyi", by=None, now=NOW)
    assert Unit.objects.count() >= 60
    assert Unit.objects.filter(kind="county").count() == 12
    assert Unit.objects.filter(kind="zone").count() == 3
    for catalogue in UnitCatalogue.objects.all():
        assert ColumnPage.objects.child_of(catalogue).exclude(code="").count() == 22
    assert UnitCatalogue.objects.count() == Unit.objects.count()
    catalogue = UnitCatalogue.objects.get(unit__short_name="市财政局")
    codes = [column.code for column in ColumnPage.objects.child_of(catalogue).order_by("path")]
    assert all(codes[:22])
    assert not any(codes[22:])


@pytest.mark.shows("R008", "R049")
def test_load_city_gives_units_columns_that_feed_the_portal():
    load_city("linyi", by=None, now=NOW)
    column = ColumnPage.objects.descendant_of(PortalPage.objects.get()).get(title="部门动态")
    feeding = ColumnPage.objects.filter(feeds=column)
    departments = Unit.objects.filter(kind__in=("government_office", "department")).count()
    assert feeding.count() == departments
    duties = ColumnPage.objects.descendant_of(PortalPage.objects.get()).get(title="主要职责")
    assert set(ColumnPage.objects.filter(feeds=duties).values_list("code", flat=True)) == {"duties"}


@pytest.mark.shows("R009", "R033", "R039")
def test_load_city_makes_link_columns_without_feeds():
    load_city("linyi", by=None, now=NOW)
    column = ColumnPage.objects.get(title="县区及开发区公开")
    assert column.kind == ColumnKind.LINK
    assert not ColumnPage.objects.filter(feeds=column).exists()


@pytest.mark.shows("R043")
def test_load_city_tells_provider_reviewer_and_publisher_apart():
    load_city("linyi", by=None, now=NOW)
    column = ColumnPage.objects.get(title="其他通知公告", feeds=None)
    duties = {(duty.part, str(duty.unit or duty.group)) for duty in column.duties.all()}
    assert duties == {
        ("provides", "各单位"),
        ("reviews", "各单位"),
        ("reviews", "市政府办公室"),
        ("publishes", "市政府办公室"),
    }


@pytest.mark.shows("R037", "R067")
def test_load_city_keeps_two_methods_and_the_cadence_as_written():
    load_city("heilongjiang", by=None, now=NOW)
    duties = Duty.objects.filter(column__title="政府信息公开年报", part=DutyPart.PROVIDES)
    assert set(duties.values_list("method", flat=True)) == {Method.SUBMISSION, Method.LINK}
    assert set(duties.values_list("cadence_text", flat=True)) == {"每年1月31日、3月31日前"}


@pytest.mark.shows("R053", "R054", "R032")
def test_load_city_reads_groups_and_assisting_units_of_lianshui():
    load_city("lianshui", by=None, now=NOW)
    overview = Duty.objects.filter(column__title="涟水概况", part=DutyPart.PROVIDES)
    assert {(str(duty.unit or duty.group), duty.rank) for duty in overview} == {
        ("政府办", "lead"),
        ("各有关单位", "assists"),
    }
    towns = Duty.objects.filter(column__title="乡镇动态", part=DutyPart.PROVIDES, column__feeds=None)
    assert {str(duty.group) for duty in towns} == {"各镇街", "各园区"}
    assert {page.title for page in ColumnPage.objects.child_of(ColumnPage.objects.get(title="领导之窗"))} == {
        "县委",
        "人大",
        "政府",
        "政协",
    }
    assert ChannelPage.objects.filter(title="政务公开").count() == 1


def test_load_city_names_no_town_or_zone_that_lianshui_does_not_name():
    plan = load_city("lianshui", by=None, now=NOW)

    assert not Unit.objects.filter(kind__in=("town", "zone", "county")).exists()
    assert plan.empty_groups == ["各镇街", "各园区"]
    assert not ColumnPage.objects.filter(feeds__title="乡镇动态").exists()


def test_load_city_feeds_the_towns_news_once_the_office_has_entered_a_town():
    load_city("lianshui", by=None, now=NOW)
    Unit.objects.create(code="T1", kind="town", official_name="高沟镇人民政府", short_name="高沟镇")

    plan = load_city("lianshui", by=None, now=NOW)

    assert (plan.empty_groups, plan.catalogues) == (["各园区"], ["T1"])
    assert ColumnPage.objects.filter(feeds__title="乡镇动态").count() == 1


def test_load_city_tells_kinds_of_item_by_the_name_of_the_column():
    load_city("shuangyashan", by=None, now=NOW)
    portal = ColumnPage.objects.descendant_of(PortalPage.objects.get())
    assert portal.get(title="政策解读").item_kind == ItemKind.INTERPRETATION
    assert portal.get(title="部门文件").item_kind == ItemKind.POLICY
    assert portal.get(title="统计公报").item_kind == ItemKind.GENERAL


def test_load_city_marks_what_was_concluded():
    load_city("lianshui", by=None, now=NOW)
    duty = Duty.objects.get(column__title="施工竣工信息", part=DutyPart.PROVIDES)
    assert (str(duty.unit), "推断：责任单位" in duty.note) == ("经信委", True)


def test_load_city_beside_another_table_leaves_its_channels_alone():
    load_city("shuangyashan", by=None, now=NOW)
    plan = load_city("heilongjiang", by=None, now=NOW)
    assert plan.removed == []
    assert plan.new_units == 0
    assert len(plan.other_channels) == 5


def test_load_city_makes_pages_that_are_live_without_revisions():
    load_city("heilongjiang", by=None, now=NOW)
    portal = PortalPage.objects.get()
    pages = Page.objects.descendant_of(portal, inclusive=True)
    assert not pages.filter(live=False).exists()
    assert not pages.filter(latest_revision__isnull=False).exists()
    assert {page.first_published_at for page in pages} == {NOW}
    assert all(re.fullmatch(r"c\d+", slug) for slug in pages.exclude(pk=portal.pk).values_list("slug", flat=True))
    assert timezone.is_aware(NOW)


@pytest.mark.parametrize("city", ROWS)
def test_load_city_gives_a_unit_one_column_of_a_meaning(city):
    """Beside a standard column stands another of its meaning only where the table has units write in two portal columns."""
    load_city(city, by=None, now=NOW)
    portal = ColumnPage.objects.descendant_of(PortalPage.objects.get())
    meanings = {column.pk: meaning_of(tuple(titles_above(column))) for column in portal}
    doubled = []
    for catalogue in UnitCatalogue.objects.all():
        standard = {
            meaning_of((CATALOGUE, column.title)): column
            for column in ColumnPage.objects.child_of(catalogue).exclude(code="").select_related("feeds")
        }
        for column in ColumnPage.objects.child_of(catalogue).filter(code="").select_related("feeds"):
            same = standard.get(meanings[column.feeds_id])
            if same is not None and (same.feeds is None or same.feeds == column.feeds or same.title == column.title):
                doubled.append((str(catalogue), column.title))
    assert doubled == []
