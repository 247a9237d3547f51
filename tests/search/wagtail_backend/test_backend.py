"""What Wagtail's search promises, kept with Chinese: the same tests on SQLite and on PostgreSQL."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Boost, Not, Or, Phrase, PlainText

from civic_disclosure.models import ItemPage
from civic_search.domain.renew_lexicon import renew_lexicon
from civic_search.lexicon import forget_reading
from civic_search.models import DictionaryWord, Synonym
from tests import factories
from tests.queries import count_queries
from tests.search.wagtail_backend.pages import make_column, make_page, make_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]
BODY = [("text", "<p>本年度财政预算收入合计一千万元。</p>")]


def titles_found(query, **options):
    return [page.title for page in ItemPage.objects.search(query, **options)]


@pytest.mark.parametrize(
    "typed",
    [
        "预算",
        "部门预算",
        "門預算",  # traditional, and across words
        "算",
        "关于 通知",
        "ＡＩ",  # full width
        "ai政",
        "“部门预算”",
        "关于2026年部门预算和AI政务的通知",
        "預算 -决算",
        "部门预算，通知",
    ],
)
def test_finds_what_is_typed(typed):
    make_page("关于2026年部门预算和AI政务的通知")
    make_page("别的事情")

    for results in (ItemPage.objects.search(typed), ItemPage.objects.autocomplete(typed)):
        assert [page.title for page in results] == ["关于2026年部门预算和AI政务的通知"]
        assert results.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "临政办发〔2016〕44号",
        "临政办发[2016]44号",
        "临政办发(2016)44号",
        "臨政辦發〔２０１６〕４４號",
        "临政办发2016年44号",
        "临政办发 2016 第44号",
    ],
)
@pytest.mark.parametrize("printed", ["临政办发〔2016〕44号", "临政办发2016年第44号", "临政办发（2016）44号"])
def test_document_number_is_found_in_any_spelling(printed, typed):
    make_page("实施意见", document_number=printed)
    make_page("另一件", document_number="临政办发〔2016〕45号")

    assert titles_found(typed) == ["实施意见"]


@pytest.mark.parametrize(
    "typed",
    [
        "😀",
        '"',
        "“”",
        "%",
        "_",
        "*",
        "'",
        "\\",
        "()",
        "a' OR '1'='1",
        "不在",
        "算预",
        "NEAR(预 算)",
        "-预算",
        ":*",
        "title:x",
    ],
)
def test_odd_questions_find_nothing_that_is_not_there(typed):
    make_page("部门预算")

    assert titles_found(typed) == []


def test_long_and_broken_questions_are_answered():
    make_page("部门预算")

    assert titles_found("部门预算" * 1250) == titles_found("部门预算，" * 1000) == ["部门预算"]
    assert titles_found("部门决算" * 1250) == titles_found("决" * 5000) == []
    assert titles_found("预算\0") == ["部门预算"]
    assert titles_found("预算 " * 2500) == ["部门预算"]
    assert titles_found("100%_预算 OR 😀") == []
    assert titles_found("\ud800预算") == ["部门预算"]
    assert ItemPage.objects.search("").count() == ItemPage.objects.search("  ").count() == 0


def test_rare_characters_are_no_blanks():
    """Characters that are younger than SQLite's tables of 2012: 𫠠 (2015), 𰻝 (2020)."""
    make_page("𫠠市𰻝面管理")
    make_page("市面管理")

    assert titles_found("𫠠市") == titles_found("𰻝") == titles_found("市𰻝面") == ["𫠠市𰻝面管理"]


def test_title_ranks_before_names_before_body_and_new_before_old():
    column = make_column()
    make_page("一", column, body=BODY)
    make_page("二", column, keywords="财政预算")
    make_page("预算与财政", column)
    make_page("财政预算甲", column)
    make_page("财政预算乙", column)

    assert titles_found("财政预算") == ["财政预算乙", "财政预算甲", "二", "一"]
    assert titles_found("财政 预算") == ["财政预算乙", "财政预算甲", "预算与财政", "二", "一"]
    scored = ItemPage.objects.search("财政预算").annotate_score("score")
    best, second, named, said = [page.score for page in scored]
    assert best == second > named > said


def test_filters_and_an_explicit_order_stay():
    pages = make_pages(["预算丙", "预算甲", "预算乙", "决算"])
    some = ItemPage.objects.exclude(pk=pages[0].pk).order_by("title").select_related("content_type")

    found = some.search("预算", order_by_relevance=False)

    assert [page.title for page in found] == sorted(["预算甲", "预算乙"])
    assert [page.title for page in found[1:2]] == sorted(["预算甲", "预算乙"])[1:]
    assert Page.objects.child_of(pages[0].get_parent()).search("预算").facet("live") == {True: 3}
    assert get_document_model().objects.search("预算").count() == 0


def test_operators_of_wagtail():
    make_pages(["龙灯展演", "龙灯", "社火展演"])

    assert set(titles_found("龙灯 展演", operator="or")) == {"龙灯展演", "龙灯", "社火展演"}
    assert titles_found("龙灯 展演", operator="or")[0] == "龙灯展演"
    assert titles_found(PlainText("龙灯") & ~PlainText("展演")) == ["龙灯"]
    assert titles_found(And([MATCH_ALL, Phrase("龙灯展演")])) == ["龙灯展演"]
    assert set(titles_found(Or([PlainText("龙灯展演"), Boost(PlainText("社火"), 2)]))) == {"龙灯展演", "社火展演"}
    assert set(titles_found(Not(PlainText("龙灯")))) == {"社火展演"}
    assert titles_found(Not(MATCH_ALL)) == []
    assert len(titles_found(MATCH_ALL)) == 3
    assert len(titles_found(And([]))) == 3
    assert titles_found(Or([])) == []


def test_a_search_of_some_fields_leaves_the_others_out():
    make_page("预算")
    make_page("其他", keywords="预算")

    assert titles_found("预算", fields=["title"]) == ["预算"]
    assert [page.title for page in ItemPage.objects.autocomplete("预算", fields=["keywords"])] == ["其他"]


def test_long_texts_are_searched_to_the_end():
    """PostgreSQL's vectors count positions up to 16,383, and 256 of one token."""
    make_page("长文", body=[("text", f"<p>{'安全生产检查' * 5000}最后一句</p>")])

    assert titles_found("最后一句") == titles_found("查最后一") == ["长文"]
    assert titles_found("“最后生产”") == []


def test_the_longest_text_can_be_saved():
    """A million different pairs of characters are more than a vector can hold: the beginning is kept."""
    rare = "".join(chr(0x20000 + (number * 7919) % 42000) for number in range(300_000))
    make_page("长", body=[("text", f"<p>{rare}</p>")])

    assert titles_found(rare[:20]) == titles_found(rare[99_000:99_020]) == ["长"]


def test_entries_come_and_go_with_the_transaction():
    page = make_page("部门预算")
    with transaction.atomic():
        page.title = "部门决算"
        page.save()
        get_search_backend().add(page)
        assert titles_found("决算") == ["部门决算"]
        transaction.set_rollback(True)

    assert titles_found("决算") == []
    assert titles_found("预算") == ["部门预算"]
    page.delete()
    assert titles_found("预算") == []


def test_a_changed_title_replaces_the_entry():
    page = make_page("部门预算")
    page.title = "部门决算"
    get_search_backend().add(page)

    assert titles_found("预算") == []
    assert [page.pk for page in ItemPage.objects.search("决算")] == [page.pk]


def test_wagtails_command_rebuilds_the_index():
    make_page("部门预算")
    get_search_backend().reset_indexes()
    assert titles_found("预算") == []

    call_command("update_index", stdout=io.StringIO())

    assert titles_found("预算") == ["部门预算"]


def test_saving_costs_one_statement_however_many_entries_there_are():
    page = make_page("部门预算")
    add = get_search_backend().add
    add(page)
    few = count_queries(lambda: add(page))
    make_pages(f"第{number}件" for number in range(50))

    assert count_queries(lambda: add(page)) == few == 1


def test_searching_costs_one_query():
    make_page("部门预算")
    titles_found("预算")

    assert count_queries(lambda: titles_found("财政 预算 -决算")) == 1


def test_a_new_dictionary_changes_no_answer_and_synonyms_count_at_once():
    make_page("最低生活保障标准")
    asked = ("生活保障", "低生活", "最低生活保障标准", "保障标")
    before = [titles_found(text) for text in asked]
    DictionaryWord.objects.create(word="低生活保")
    renew_lexicon()
    Synonym.objects.create(colloquial="低保", official="最低生活保障")
    forget_reading()

    assert [titles_found(text) for text in asked] == before == [["最低生活保障标准"]] * 4
    assert titles_found("低保") == ["最低生活保障标准"]


def test_units_trees_are_found_by_all_names_of_the_unit():
    unit = factories.make_unit("市教体局", official_name="临州市教育和体育局")
    tree = factories.make_catalogue(unit)
    other = factories.make_catalogue(factories.make_unit("市财政局"))
    for page in (tree, other):
        get_search_backend().add(page)

    alias = unit.aliases.create(name="市体育运动委员会")

    assert [page.pk for page in Page.objects.search("体委")] == []
    assert [page.pk for page in Page.objects.search("體育運動")] == [tree.pk]
    unit.official_name = "临州市文化教育局"
    unit.save()
    assert [page.pk for page in Page.objects.search("文化教育局")] == [tree.pk]
    alias.delete()
    assert Page.objects.search("运动委员会").count() == 0


def test_the_api_of_the_admin_finds_pages_too(client):
    client.force_login(factories.make_user(is_superuser=True))
    page = make_page("部门预算")

    answer = client.get(reverse("wagtailadmin_api:pages:listing"), {"search": "預算"})

    assert [found["id"] for found in answer.json()["items"]] == [page.pk]
