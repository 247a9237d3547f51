"""From publication to answer, with the real engine."""

import datetime

import pytest
from django.utils import timezone

from civic_disclosure.enums import ItemKind, Validity
from civic_disclosure.models import ItemPage
from civic_office.models import UnitAlias
from civic_search.civil import civil_date
from civic_search.domain.search import Question, search
from civic_search.lexicon import forget_reading
from civic_search.models import BestBet, Synonym
from civic_search.ranking import WINDOW
from tests import factories
from tests.jobs import run_jobs

TODAY = civil_date(timezone.now())
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]


@pytest.fixture
def unit():
    return factories.make_unit("市财政局")


@pytest.fixture
def column(unit):
    return factories.make_column(factories.make_catalogue(unit), "财政资金", code="budget")


def ask(text="", **question):
    run_jobs()
    return search(Question(text, **question), today=TODAY)


def titles(answer):
    return ["".join(piece.text for piece in hit.title) for hit in answer.hits]


def marked(pieces):
    return [piece.text for piece in pieces if piece.is_marked]


def test_published_item_is_found_by_title_and_body(column):
    factories.make_published(column, "2026年部门预算", body=[("text", "<p>一般公共预算收入合计一千万元。</p>")])

    answer = ask("公共预算收入")

    assert (answer.total, titles(answer), answer.engine, answer.is_degraded) == (1, ["2026年部门预算"], "fts5", False)
    [hit] = answer.hits
    assert marked(hit.passage) == ["公共预算收入"]
    assert (hit.unit.label, hit.type.code, hit.column) == ("临州市市财政局", "general", "财政资金")
    assert (hit.url, hit.api_url) == (f"/items/{hit.key}/", f"/api/v1/items/{hit.key}/")
    assert hit.dated_on == timezone.localdate()


def test_withdrawn_item_is_not_found_before_the_index_knows(column):
    record = factories.make_published(column, "2026年部门预算")
    assert titles(ask("部门预算")) == ["2026年部门预算"]

    factories.withdraw(record)

    assert search(Question("部门预算"), today=TODAY).hits == ()
    assert ask("部门预算").total == 0


def test_draft_is_not_found(column):
    factories.make_item(column, "未经审核的预算")

    assert ask("“未经审核”").total == 0


def test_new_version_takes_the_place_of_the_old_one(column):
    record = factories.make_published(column, "2026年部门预算")
    ask()
    page = ItemPage.objects.get(pk=record.pk)
    page.title = "2026年部门决算"
    page.save_revision()
    factories.publish(page)

    assert titles(ask("部门决算", filters={"type": ("general",)})) == ["2026年部门决算"]
    assert ask("“部门预算”", filters={"type": ("general",)}).total == 0


def test_column_and_unit_are_found(column, unit):
    UnitAlias.objects.create(unit=unit, name="财政局机关")

    assert titles(ask("财政局 财政资金"))[0] == "财政资金"
    assert titles(ask("财政局机关"))[0] == "临州市市财政局"


def test_hidden_column_is_not_found(column):
    ask()
    column.is_hidden = True
    column.save()

    assert search(Question("财政资金", filters={"type": ("column",)}), today=TODAY).hits == ()
    assert ask("财政资金", filters={"type": ("column",)}).total == 0


def test_renamed_column_is_found_by_its_new_name_and_its_items_too(column):
    factories.make_published(column, "二〇二六年安排")
    ask()
    column.title = "预算执行"
    column.save()

    assert titles(ask("预算执行", filters={"type": ("general",)})) == ["二〇二六年安排"]


def policy(column, title, number, **fields):
    return factories.make_published(column, title, kind=ItemKind.POLICY, document_number=number, **fields)


def test_number_in_another_spelling_is_first(column):
    policy(column, "关于公积金的通知", "临政办发〔2016〕44号", validity=Validity.IN_FORCE)
    policy(column, "关于临政办发〔2016〕44号的解释", "临政办发〔2017〕1号", validity=Validity.IN_FORCE)

    answer = ask("临政办发(2016)44号")

    assert titles(answer)[0] == "关于公积金的通知"
    assert [hit.is_exact_number for hit in answer.hits] == [True, False]


@pytest.fixture
def replaced(column):
    """A repealed document, and the one in force instead of it, which shares no word with it."""
    new = policy(column, "住房保障实施细则", "临政发〔2026〕1号", validity=Validity.IN_FORCE)
    old = policy(
        column,
        "廉租房管理办法",
        "临政发〔2009〕9号",
        validity=Validity.REPEALED,
        successor=ItemPage.objects.get(pk=new.pk),
    )
    return old, new


def test_successor_stands_before_what_it_replaced_even_for_its_own_title(replaced):
    old, new = replaced

    answer = ask("廉租房管理办法")

    assert [hit.key for hit in answer.hits] == [str(new.pk), str(old.pk)]
    assert answer.hits[0].stands_for == f"item:{old.pk}"
    assert (answer.hits[1].is_in_force, answer.hits[1].replaced_by) == (False, f"item:{new.pk}")
    assert answer.hits[1].validity.code == "repealed"


def test_repealed_document_is_first_when_its_number_is_asked_for(replaced):
    old, new = replaced

    answer = ask("临政发〔2009〕9号")

    assert [hit.key for hit in answer.hits] == [str(old.pk), str(new.pk)]
    assert (answer.hits[0].is_exact_number, answer.hits[0].is_in_force) == (True, False)


def test_successor_outside_the_filters_is_not_brought_in(replaced):
    old, _new = replaced

    answer = ask("廉租房管理办法", filters={"validity": ("repealed",)})

    assert [hit.key for hit in answer.hits] == [str(old.pk)]


def test_withdrawn_successor_is_not_brought_in(replaced):
    old, new = replaced
    factories.withdraw(new)

    assert [hit.key for hit in ask("廉租房管理办法").hits] == [str(old.pk)]


def test_synonym_of_the_office_is_understood_at_once(column):
    factories.make_published(column, "最低生活保障标准")
    ask()

    Synonym.objects.create(colloquial="低保", official="最低生活保障")
    forget_reading()

    assert titles(search(Question("低保"), today=TODAY)) == ["最低生活保障标准"]


def test_best_bet_is_first_as_long_as_it_is_shown(column):
    factories.make_published(column, "公积金提取办法")
    wanted = factories.make_published(column, "办事指南")
    BestBet.objects.create(question="公积金", documents=[f"item:{wanted.pk}"], ends_on=timezone.localdate())

    answer = ask("公积金")

    assert titles(answer) == ["办事指南", "公积金提取办法"]
    assert [hit.is_best_bet for hit in answer.hits] == [True, False]
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert titles(search(Question("公积金"), today=tomorrow)) == ["公积金提取办法"]


def test_what_holds_all_words_is_shown_however_many_hold_one_in_the_title(column):
    for number in range(WINDOW // 2 + 1):
        factories.make_published(column, f"停车停车停车{number}")
        factories.make_published(column, f"龙灯龙灯龙灯{number}")
    factories.make_published(column, "年度工作", body=[("text", f"<p>停车和龙灯。{'其他事项。' * 80}</p>")])

    answer = ask("停车 龙灯", size=100)

    assert (answer.is_loosened, answer.holding_all) == (True, 1)
    assert titles(answer).count("年度工作") == 1
    assert answer.total == len(answer.hits) == WINDOW + 3
    first = [title for start in (0, 20) for title in titles(search(Question("停车 龙灯", start=start), today=TODAY))]
    assert "年度工作" in titles(search(Question("停车 龙灯", size=WINDOW + 1), today=TODAY))
    assert len(set(first)) == 40


def test_question_that_finds_nothing_whole_is_loosened_and_says_so(column):
    factories.make_published(column, "公积金提取办法")

    answer = ask("公积金 幼儿园")

    assert (titles(answer), answer.is_loosened) == (["公积金提取办法"], True)
    assert not ask("公积金").is_loosened


def test_facets_survive_their_own_selection(column):
    factories.make_published(column, "预算一", on=datetime.date(2025, 3, 1))
    factories.make_published(column, "预算二", on=datetime.date(2026, 3, 1))

    answer = ask("预算", filters={"year": ("2025",)})

    assert titles(answer) == ["预算一"]
    years = [(one.value, one.count, one.is_chosen) for one in answer.facets["year"]]
    assert years == [("2025", 1, True), ("2026", 1, False)]
    assert [(one.label, one.count) for one in answer.facets["unit"]] == [("临州市市财政局", 1)]


def test_order_by_date(column):
    factories.make_published(column, "预算甲", on=datetime.date(2025, 3, 1))
    factories.make_published(column, "预算乙", on=datetime.date(2026, 3, 1))

    assert titles(ask("预算", sort="newest")) == ["预算乙", "预算甲"]
    assert titles(ask("预算", sort="oldest")) == ["预算甲", "预算乙"]


def test_pages_hold_every_result_once(column):
    for number in range(7):
        factories.make_published(column, f"预算第{number}期")

    pages = [titles(ask("预算", start=start, size=3)) for start in (0, 3, 6)]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({title for page in pages for title in page}) == 7


@pytest.mark.parametrize(
    "text", ["😀", "。。。", "预" * 5000, "“", "预算 AND -", "\x00", "*", "NEAR(", "'; DROP TABLE"]
)
def test_odd_questions_are_answered(column, text):
    factories.make_published(column, "2026年部门预算")

    assert ask(text).engine == "fts5"


def test_no_engine_that_answers_is_said(settings):
    settings.CIVIC_SEARCH_ENGINES = ()

    answer = search(Question("预算"), today=TODAY)

    assert (answer.engine, answer.is_degraded, answer.hits) == ("", True, ())
