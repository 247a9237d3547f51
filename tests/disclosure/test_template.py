import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndex

from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.apply_template import apply_template, open_catalogue, open_catalogues, own_columns
from civic_disclosure.domain.compare_tree import compare_tree, compare_trees
from civic_disclosure.domain.load_templates import load_subjects, load_templates
from civic_disclosure.enums import ItemKind, Openness
from civic_disclosure.models import ColumnPage, ColumnTemplate, ItemPage, Subject, TemplateColumn
from civic_office.models import Unit

NOW = datetime.datetime(2026, 11, 20, 2, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def make_unit(code="D1", name="市财政局"):
    return Unit.objects.create(code=code, kind="department", official_name=f"某{name}", short_name=name)


@pytest.mark.shows("R001", "R007", "R014", "R016", "R017", "R018", "R019", "R020", "R051")
def test_load_templates_ships_the_22_columns_and_the_catalogue_after_the_ordinance():
    load_templates()
    default = ColumnTemplate.objects.get(is_default=True)
    names = [column.name for column in default.columns.all()]
    assert len(names) == 22
    assert {"主要职责", "领导分工", "机构设置", "公示公告", "文件通知", "规划计划", "统计信息", "工作动态"} <= set(
        names
    )
    assert set(default.columns.values_list("openness", flat=True)) == {*Openness.values, ""}
    policies = default.columns.get(code="policies")
    assert (
        policies.item_kind,
        "document_number" in policies.required_elements,
        "formed_on" in policies.required_elements,
    ) == (ItemKind.POLICY, True, True)
    other = ColumnTemplate.objects.get(is_default=False)
    assert {"机构职能", "履职依据", "会议公开"} <= {column.name for column in other.columns.all()}


def test_load_templates_twice_keeps_what_the_office_changed():
    load_templates()
    TemplateColumn.objects.filter(code="news").update(name="动态")
    load_templates()
    assert (ColumnTemplate.objects.count(), TemplateColumn.objects.get(code="news").name) == (2, "动态")


def test_load_subjects_twice_makes_two_levels_once():
    assert load_subjects() > 100
    assert load_subjects() == 0
    assert Subject.objects.filter(parent=None).count() == 22


@pytest.mark.shows("R002", "R010")
def test_open_catalogue_gives_a_unit_its_columns_once():
    unit = make_unit()
    catalogue = open_catalogue(unit, by=None, now=NOW)
    assert open_catalogue(unit, by=None, now=NOW) == catalogue
    assert [column.title for column in own_columns(catalogue)][:2] == ["主要职责", "信息公开指南"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_open_catalogue_refuses_others(django_user_model):
    with pytest.raises(PermissionDenied):
        open_catalogue(make_unit(), by=django_user_model.objects.create_user("editor"), now=NOW)


@pytest.mark.shows("R003", "R005")
def test_compare_tree_shows_missing_extra_and_renamed():
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    template = ColumnTemplate.objects.get(is_default=True)
    assert compare_tree(catalogue, template).is_same
    columns = {column.code: column for column in own_columns(catalogue)}
    columns["news"].delete()
    ColumnPage.objects.filter(pk=columns["plans"].pk).update(title="计划规划")
    add_pages([(catalogue, ColumnPage(title="自设栏目", slug="own"))], now=NOW)
    found = compare_tree(catalogue, template)
    assert [column.code for column in found.missing] == ["news"]
    assert [column.title for column in found.extra] == ["自设栏目"]
    assert [(column.title, standard.name) for column, standard in found.renamed] == [("计划规划", "规划计划")]


@pytest.mark.shows("R011")
def test_apply_template_adds_what_is_missing_and_touches_nothing_else():
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    later = ColumnTemplate.objects.get(is_default=False)
    before = {column.pk for column in own_columns(catalogue)}
    added = apply_template(catalogue, later, by=None, now=NOW)
    shared = set(later.columns.values_list("code", flat=True)) & set(
        ColumnTemplate.objects.get(is_default=True).columns.values_list("code", flat=True)
    )
    assert len(added) == later.columns.count() - len(shared)
    assert before <= {column.pk for column in own_columns(catalogue)}
    assert apply_template(catalogue, later, by=None, now=NOW) == []


def test_apply_template_takes_a_column_of_the_same_name_as_its_own():
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    ColumnPage.objects.filter(code="news").update(code="")
    apply_template(catalogue, catalogue.template, by=None, now=NOW)
    assert (
        ColumnPage.objects.child_of(catalogue).filter(title="工作动态").values_list("code", flat=True).get() == "news"
    )


@pytest.mark.parametrize("number", [1, 3])
def test_compare_trees_asks_two_queries_for_any_number_of_units(number, django_assert_num_queries):
    catalogues = open_catalogues([make_unit(f"D{index}", f"市{index}局") for index in range(number)], by=None, now=NOW)
    template = ColumnTemplate.objects.get(is_default=True)
    with django_assert_num_queries(2):
        assert len(compare_trees(catalogues, template)) == number


def test_add_pages_keeps_order_paths_and_counts():
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    column = own_columns(catalogue)[0]
    column.add_child(instance=ItemPage(title="早先的", slug="i0", live=False))
    child = ColumnPage(title="子栏目", slug="sub")
    pages = add_pages(
        [(column, child), (child, ItemPage(title="甲", slug="a")), (child, ItemPage(title="乙", slug="b"))], now=NOW
    )
    assert [page.title for page in column.get_children()] == ["早先的", "子栏目"]
    assert [page.specific for page in child.get_children()] == pages[1:]
    assert pages[2].get_parent().specific == child
    assert Page.objects.get(pk=pages[1].pk).url_path == f"{column.url_path}sub/a/"
    assert Page.find_problems() == ([], [], [], [], [])
    child.add_child(instance=ItemPage(title="丙", slug="c", live=False))
    assert [page.title for page in child.get_children()] == ["甲", "乙", "丙"]


def test_add_pages_writes_nothing_when_an_address_is_taken():
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    before = Page.objects.count()
    with pytest.raises(ValidationError):
        add_pages(
            [(catalogue, ColumnPage(title="甲", slug="x")), (catalogue, ColumnPage(title="乙", slug="news"))], now=NOW
        )
    assert Page.objects.count() == before


def test_add_pages_notes_references_as_wagtail_would():
    first, second = open_catalogues([make_unit("D1", "市一局"), make_unit("D2", "市二局")], by=None, now=NOW)
    target = own_columns(first)[0]
    (page,) = add_pages([(second, ColumnPage(title="供稿", slug="f1", feeds=target))], now=NOW)
    noted = set(ReferenceIndex.objects.values_list("object_id", "to_object_id", "model_path", "content_path"))
    ReferenceIndex.create_or_update_for_object(page)
    assert noted == set(ReferenceIndex.objects.values_list("object_id", "to_object_id", "model_path", "content_path"))
    assert (str(page.pk), str(target.pk)) in {(one, other) for one, other, _path, _content in noted}


def test_add_pages_goes_on_behind_the_last_child_where_others_are_gone():
    column = own_columns(open_catalogue(make_unit(), by=None, now=NOW))[0]
    again = ColumnPage.objects.get(pk=column.pk)
    first, second = add_pages([(column, ItemPage(title=one, slug=one)) for one in ("a", "b")], now=NOW, live=False)
    first.delete()

    (third,) = add_pages([(again, ItemPage(title="c", slug="a"))], now=NOW, live=False)

    assert [page.pk for page in ColumnPage.objects.get(pk=column.pk).get_children()] == [second.pk, third.pk]
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("number", [1, 30])
def test_add_pages_asks_as_many_queries_for_one_as_for_thirty(number, django_assert_max_num_queries):
    catalogue = open_catalogue(make_unit(), by=None, now=NOW)
    column = own_columns(catalogue)[0]
    pages = [(column, ItemPage(title=f"{index}", slug=f"i{index}")) for index in range(number)]
    with django_assert_max_num_queries(10):
        add_pages(pages, now=NOW, index=False)
