"""Who may do what in the admin of search, by URL; and what each screen says."""

import datetime
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.grant import sync_section_group
from civic_office.enums import Role
from civic_search.domain.note_change import note_change
from civic_search.domain.rebuild import request_rebuild
from civic_search.engines.in_use import engine_in_use
from civic_search.models import BestBet, DictionaryWord, IndexBuild, QueryCount, StopWord, Synonym
from tests import factories
from tests.jobs import run_jobs
from tests.lists import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]
PLACES = (
    "search_synonyms:index",
    "search_synonyms:add",
    "search_synonyms:shipped",
    "search_best_bets:index",
    "search_best_bets:add",
    "search_dictionary:index",
    "search_dictionary:add",
    "search_stop_words:index",
    "search_stop_words:add",
    "search_questions:index",
    "search_index:index",
)


@pytest.fixture
def section(client):
    """Signed in as the disclosure section of the government office."""
    user = factories.make_section_officer()
    sync_section_group(today=timezone.localdate())
    client.force_login(user)
    return client


@pytest.fixture
def officer(client):
    """Signed in as an information officer of some unit."""
    user = factories.make_user()
    factories.make_post(user, unit=factories.make_unit(), role=Role.INFORMATION_OFFICER)
    client.force_login(user)
    return client


@pytest.fixture
def item():
    column = factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")), "财政资金")
    record = factories.make_published(column, "公积金提取办法")
    run_jobs()
    return record


@pytest.mark.parametrize("place", PLACES)
def test_disclosure_section_opens_every_screen(section, place):
    assert section.get(reverse(place)).status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_officers_of_units_open_none(officer, place):
    assert officer.get(reverse(place)).status_code in (302, 403)


def test_officers_of_units_change_nothing(officer):
    synonym = Synonym.objects.create(colloquial="低保", official="最低生活保障")
    typed = {"colloquial": "医保", "official": "医疗保险", "direction": "one_way", "word": "医保"}
    for place in ("search_synonyms:add", "search_dictionary:add", "search_stop_words:add", "search_best_bets:add"):
        officer.post(reverse(place), typed)
    officer.post(reverse("search_synonyms:edit", args=[synonym.pk]), {**typed, "colloquial": "改了"})
    officer.post(reverse("search_synonyms:delete", args=[synonym.pk]))
    officer.post(reverse("search_index:rebuild", args=["fts5"]))

    assert list(Synonym.objects.values_list("colloquial", flat=True)) == ["低保"]
    assert not any(model.objects.exists() for model in (DictionaryWord, StopWord, BestBet))
    assert not IndexBuild.objects.filter(fingerprint="").exists()
    assert officer.post(reverse("search_index:rebuild", args=["fts5"])).status_code in (302, 403)


def test_nobody_who_is_not_signed_in_sees_anything(client):
    for place in PLACES:
        answer = client.get(reverse(place))
        assert (answer.status_code, answer.url.startswith("/admin/login/")) == (302, True)


def test_section_adds_changes_and_deletes_a_synonym(section):
    section.post(
        reverse("search_synonyms:add"), {"colloquial": "低保", "official": "最低生活保障", "direction": "one_way"}
    )
    synonym = Synonym.objects.get()
    section.post(
        reverse("search_synonyms:edit", args=[synonym.pk]),
        {"colloquial": "低保", "official": "最低生活保障", "direction": "both_ways"},
    )
    synonym.refresh_from_db()
    assert synonym.direction == "both_ways"

    section.post(reverse("search_synonyms:delete", args=[synonym.pk]))

    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    ("place", "typed", "sentence"),
    [
        (
            "search_synonyms:add",
            {"colloquial": "低保 标准", "official": "最低生活保障", "direction": "one_way"},
            "请填写一个词或短语，中间不含空格和标点。",
        ),
        ("search_synonyms:add", {"colloquial": "低保", "official": "低保", "direction": "one_way"}, "两个词相同。"),
        ("search_dictionary:add", {"word": "！！"}, "请填写一个词或短语，中间不含空格和标点。"),
        ("search_stop_words:add", {"word": "怎么，办"}, "请填写一个词或短语，中间不含空格和标点。"),
        ("search_best_bets:add", {"question": "。。。"}, "请填写含有文字或数字的问题。"),
        ("search_best_bets:add", {"question": "低保"}, "请至少勾选一条结果；还没有的话，先查找。"),
        (
            "search_best_bets:add",
            {"question": "低保", "documents": ["item:424242"]},
            "有一条结果已不再公开，请取消勾选。",
        ),
    ],
)
def test_wrong_input_is_told_at_the_field_and_kept(section, place, typed, sentence):
    page = section.post(reverse(place), typed).content.decode()

    assert sentence in page
    assert all(
        f'value="{value}"' in page for name, value in typed.items() if name in {"colloquial", "word", "question"}
    )


def test_form_is_filled_with_what_the_report_gives(section):
    assert 'value="房钱"' in section.get(reverse("search_synonyms:add"), {"colloquial": "房钱"}).content.decode()
    assert 'value="房钱"' in section.get(reverse("search_best_bets:add"), {"question": "房钱"}).content.decode()


def test_recommended_result_is_found_ticked_and_shown_first(section, item):
    typed = {"question": "房钱 怎么拿", "find": "公积金", "starts_on": "", "ends_on": ""}

    offered = section.post(reverse("search_best_bets:add"), {**typed, "look": "1"}).content.decode()

    assert (f'value="item:{item.pk}"' in offered, "公积金提取办法" in offered) == (True, True)
    assert "请至少勾选" not in offered
    assert 'value="房钱 怎么拿"' in offered
    assert not BestBet.objects.exists()

    section.post(reverse("search_best_bets:add"), {**typed, "documents": [f"item:{item.pk}"]})

    bet = BestBet.objects.get()
    assert (bet.question, bet.documents) == ("房钱怎么拿", [f"item:{item.pk}"])
    page = section.get(reverse("search_best_bets:edit", args=[bet.pk])).content.decode()
    assert "公积金提取办法" in page
    first = section.get("/api/v1/search/", {"q": "房钱怎么拿"}).json()["results"][0]
    assert (first["id"], first["is_best_bet"]) == (f"item:{item.pk}", True)


def count(question, *, asked=1, without=0, clicked=0, days_ago=0):
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    QueryCount.objects.create(day=day, question=question, asked=asked, without_results=without, clicked=clicked)


def test_report_shows_what_found_nothing_and_what_was_not_opened(section):
    count("查不到的", asked=3, without=3)
    count("查不到的", asked=2, without=2, days_ago=1)
    count("没人点", asked=9)
    count("有人点", asked=9, clicked=2)
    count("很久以前", asked=9, without=9, days_ago=60)
    place = reverse("search_questions:index")

    without_results = section.get(place).content.decode()
    without_clicks = section.get(place, {"report": "without_clicks"}).content.decode()

    assert '<td class="title">查不到的</td><td>5</td><td>5</td>' in without_results
    assert "没人点" not in without_results
    assert "很久以前" not in without_results
    assert "/search/synonyms/new/?colloquial=" in without_results
    assert "没人点" in without_clicks
    assert "有人点" not in without_clicks
    assert "查不到的" not in without_clicks
    assert "很久以前" in section.get(place, {"days": "90"}).content.decode()


def test_report_takes_whatever_it_is_asked(section):
    assert section.get(reverse("search_questions:index"), {"report": "x", "days": "999", "p": "x"}).status_code == 200


def test_report_costs_the_same_however_long(section):
    place = reverse("search_questions:index")
    count("一", without=1)
    few = count_queries(section, place)
    for number in range(3):
        count(f"又{number}", without=1)

    assert count_queries(section, place) == few


@pytest.mark.parametrize(
    ("place", "make"),
    [
        ("search_synonyms:index", lambda word: Synonym.objects.create(colloquial=word, official=f"{word}正式")),
        ("search_best_bets:index", lambda word: BestBet.objects.create(question=word, documents=["item:1"])),
        ("search_dictionary:index", lambda word: DictionaryWord.objects.create(word=word)),
        ("search_stop_words:index", lambda word: StopWord.objects.create(word=word)),
    ],
)
def test_list_costs_the_same_however_long(section, place, make):
    make("甲词")
    few = count_queries(section, reverse(place))
    for word in ("乙词", "丙词", "丁词"):
        make(word)

    assert count_queries(section, reverse(place)) == few


def test_state_of_the_index_costs_the_same_however_much_waits(section, item):
    place = reverse("search_index:index")
    few = count_queries(section, place)
    for key in ("1", "2", "3"):
        note_change("item", [key])
    request_rebuild(engine_in_use("fts5"), again=True)

    assert count_queries(section, place) == few


def test_index_says_how_it_stands_and_is_built_anew_on_request(section, item):
    place = reverse("search_index:index")
    assert "索引与当前词表一致。" in section.get(place).content.decode()

    section.post(reverse("search_index:rebuild", args=["fts5"]))

    running = section.get(place).content.decode()
    assert ("<progress" in running, 'http-equiv="refresh"' in running) == (True, True)
    run_jobs()
    done = section.get(place).content.decode()
    assert ("<progress" in done, "已建立" in done) == (False, True)


def test_engine_that_is_not_there_cannot_be_rebuilt(section):
    assert section.post(reverse("search_index:rebuild", args=["solr"])).status_code == 404
    assert section.get(reverse("search_index:rebuild", args=["fts5"])).status_code == 405


def test_shipped_synonyms_are_read_found_and_replaced(section):
    place = reverse("search_synonyms:shipped")
    assert place in section.get(reverse("search_synonyms:index")).content.decode()
    assert "第1页，共" in section.get(place).content.decode().replace(" ", "")

    found = section.get(place, {"q": "低保"})
    assert [synonym.word for synonym, _direction, _replaced in found.context["rows"]].count("低保") == 1
    assert f"{reverse('search_synonyms:add')}?colloquial={quote('低保')}" in found.content.decode()

    Synonym.objects.create(colloquial="低保", official="最低生活保障")
    replaced = {
        synonym.word: is_replaced for synonym, _, is_replaced in section.get(place, {"q": "低保"}).context["rows"]
    }
    assert replaced["低保"]
    assert "没有包含这些字的自带同义词。" in section.get(place, {"q": "没有这样的词😀"}).content.decode()
    assert section.get(place, {"p": "zzz", "q": "\x01"}).status_code == 200


def test_shipped_synonyms_cost_the_same_however_many_are_own(section):
    place = reverse("search_synonyms:shipped")
    few = count_queries(section, place)
    for number in range(3):
        Synonym.objects.create(colloquial=f"词{number}", official="正式")

    assert count_queries(section, place) == few
