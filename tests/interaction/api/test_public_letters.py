"""Public letters: list, page, history, feed, table, sitemap, search. One rule says what may be seen: every channel is asked."""

import csv
import datetime
import io
import json
import re

import pytest
from django.core.cache import cache
from django.db import connection

from civic_interaction.api.letters import filtered
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.close import withdraw_case
from civic_interaction.domain.publish_letter import (
    Masks,
    correct_publication,
    publish_letter,
    suggest_letter_masks,
    unpublish_letter,
)
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.enums import CaseState
from civic_interaction.models import Category, PublicLetter
from civic_office.api.tables import safe_cell
from civic_search.domain.renew_vocabulary import renew_vocabulary
from civic_search.domain.stand import forget_standings
from civic_search.domain.suggest import forget_questions
from civic_search.vocabulary import forget_vocabulary
from tests.factories import make_unit
from tests.interaction.letters import MONDAY, bring_to, make_channel, review, write_reply
from tests.jobs import run_jobs
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TITLE = "小区暖气不热怎么办"
TEXT = "我叫李明，家住和平路18号，电话13800138000，暖气不热已经三天。"


def answer(city, **fields):
    return bring_to(CaseState.ANSWERED, city, consents_to_publication=True, **{"title": TITLE, "text": TEXT, **fields})


def publish(case, city, *, now=MONDAY + DAY):
    return publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=now)


@pytest.fixture
def public(city, search_on):
    """A public letter, in the index and among the suggestions."""
    letter = publish(answer(city), city)
    run_jobs()
    renew_vocabulary()
    return letter


@pytest.mark.shows("R139")
def test_a_public_letter_says_when_it_was_accepted_and_answered_and_by_whom(city, get, public):
    page = get(f"/api/v1/letters/{public.pk}/").json()
    (row,) = get("/api/v1/letters/").json()["results"]

    assert (page["accepted_on"], page["answered_on"]) == ("2026-03-02", "2026-03-02")
    assert page["unit"] == {"code": city.unit.code, "name": city.unit.official_name}
    assert row == {name: page[name] for name in row}
    assert page["answer"] == "已安排检修，三日内恢复供暖。"


def test_the_receipt_number_is_not_published(get, public):
    assert [channel for channel in ADDRESSES if public.number in said_by(get, channel, public)[1]] == []


ADDRESSES = {
    "list": "/api/v1/letters/",
    "by channel": "/api/v1/letters/?year=2026",
    "found": "/api/v1/letters/?q=暖气",
    "page": "/api/v1/letters/{id}/",
    "history": "/api/v1/letters/{id}/history/",
    "feed": "/feeds/letters.atom",
    "table": "/tables/letters.csv",
    "sitemap": "/sitemap-letters-{page}.xml",
    "search": "/api/v1/search/?q=暖气",
    "search by title": f"/api/v1/search/?q={TITLE}",
    "search facets": "/api/v1/search/",
    "suggestion": "/api/v1/suggest/?q=小区暖气",
    "statistics": "/api/v1/letters/statistics/?year=2026",
    "statistics as a table": "/tables/letter-statistics.csv?year=2026",
}
#: Where a public letter is seen.
SHOWING = [name for name in ADDRESSES if "statistics" not in name and name not in {"history", "search facets"}]


def said_by(get, channel, letter):
    got = get(ADDRESSES[channel].format(id=letter.pk, page=letter.pk // 5000))
    return got, b"".join(got.streaming_content).decode() if got.streaming else got.content.decode()


def shows(said, letter):
    plain = re.sub(r'"\},\{"text":"|","marked":(true|false)|", ?"marked": ?(true|false)\}, ?\{"text": ?"', "", said)
    return "暖气" in plain or f"/letters/{letter.pk}/" in said


@pytest.mark.parametrize("channel", SHOWING)
def test_public_letter_is_seen_in_every_channel(get, public, channel):
    got, said = said_by(get, channel, public)

    assert got.status_code == 200
    assert shows(said, public)


SECRETS = ("李明", "和平路18号", "13800138000")


@pytest.mark.parametrize("channel", ADDRESSES)
def test_masked_data_is_seen_in_none(get, public, channel):
    _got, said = said_by(get, channel, public)

    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_masked_data_is_found_by_no_question(get, public, secret):
    assert get("/api/v1/letters/", {"q": f"“{secret}”"}).json()["results"] == []
    assert get("/api/v1/search/", {"q": f"“{secret}”"}).json()["results"] == []


def published(city):
    """Index and suggestions hold it: whatever is done to it next, they know of later."""
    case = answer(city)
    publish(case, city)
    run_jobs()
    renew_vocabulary()
    return case


def unpublished(city):
    case = published(city)
    unpublish_letter(case, reason="暖气的事涉及隐私", by=city.section, now=MONDAY + 2 * DAY)
    return case


def withdrawn_after_reopening(city):
    case = published(city)
    rate_answer(case, score=1, text="暖气还是不热", now=MONDAY + 2 * DAY)
    reopen_case(case, now=MONDAY + 2 * DAY)
    withdraw_case(case, now=MONDAY + 3 * DAY)
    return case


def answered_only(city):
    return answer(city)


def unpublished_while_reopened(city):
    case = published(city)
    rate_answer(case, score=1, now=MONDAY + 2 * DAY)
    reopen_case(case, now=MONDAY + 2 * DAY)
    unpublish_letter(case, reason="暖气", by=city.section, now=MONDAY + 3 * DAY)
    return case


def being_handled(city):
    return bring_to(CaseState.IN_REVIEW, city, consents_to_publication=True, title=TITLE, text=TEXT)


def publish_another(city):
    """Search has an index to answer from: what it does not find then is not hidden by its silence."""
    case = bring_to(
        CaseState.HANDLING, city, consents_to_publication=True, title="公交线路何时调整", text="五路车太少。"
    )
    write_reply(case, city, now=MONDAY, text="本月起加车。")
    review(case, city, now=MONDAY)
    answer_case(case, by=city.handler, now=MONDAY)
    publish(case, city)
    run_jobs()
    forget_standings()
    return case


HIDDEN = [unpublished, withdrawn_after_reopening, unpublished_while_reopened, answered_only, being_handled]


@pytest.mark.parametrize("bring", HIDDEN)
def test_what_is_not_public_is_seen_nowhere(city, get, search_on, bring):
    """Asked at once, while index and suggestions still hold it, and again when the jobs have run."""
    other = publish_another(city)
    case = bring(city)
    for _round in range(2):
        for channel in ADDRESSES:
            got, said = said_by(get, channel, case)
            assert got.status_code in ({404, 410} if channel in {"page", "history"} else {200}), channel
            assert f"/letters/{case.pk}/" not in said, channel
            assert not re.search("不热|隐私|检修", without_question(said)), channel
            assert channel not in SEARCHING or json.loads(said)["degraded"] == "", channel
        assert f"/letters/{other.pk}/" in said_by(get, "search facets", other)[1]
        run_jobs()
        forget_standings()
        forget_vocabulary()
        forget_questions()


SEARCHING = {"search", "search by title", "search facets"}


def without_question(said):
    """An answer of search says what was asked; a title among its results would stand there once more, in pieces."""
    return re.sub(r'"understood":\{.*?"is_cut":(true|false)\}', "", said.replace(TITLE, "", 2))


def test_withdrawn_answers_410_and_unknown_404(city, get, search_on):
    case = unpublished(city)

    assert [get(f"/api/v1/letters/{pk}/").status_code for pk in (case.pk, 424242)] == [410, 404]


def test_corrections_are_public_and_what_was_covered_later_is_not(city, get, public):
    case = public.case
    write_reply(case, city, now=MONDAY + 2 * DAY, text="已修好，联系人王小芳。")
    review(case, city, now=MONDAY + 2 * DAY)
    answer_case(case, by=city.handler, now=MONDAY + 2 * DAY)
    masks = suggest_letter_masks(case)
    open_masks = Masks(title=masks.title, question=masks.question)
    correct_publication(case, masks=open_masks, what="补充结果", by=city.section, now=MONDAY + 3 * DAY)
    first = get(f"/api/v1/letters/{public.pk}/history/").json()["results"]
    correct_publication(case, masks=masks, what="遮盖姓名", by=city.section, now=MONDAY + 4 * DAY)
    second = get(f"/api/v1/letters/{public.pk}/history/").json()["results"]

    assert [(one["version"], one["correction"]) for one in second] == [(3, "遮盖姓名"), (2, "补充结果"), (1, "")]
    assert [one["answer"] for one in first] == ["已修好，联系人王小芳。", "已安排检修，三日内恢复供暖。"]
    assert [bool(one["answer"]) for one in second] == [True, False, False]
    assert "王小芳" not in json.dumps(second, ensure_ascii=False)
    assert (second[0]["until"], second[1]["until"]) == (None, second[0]["since"])


def test_history_begins_again_after_a_withdrawal(city, get, public):
    case = public.case
    unpublish_letter(case, reason="隐私", by=city.section, now=MONDAY + 2 * DAY)
    publish(case, city, now=MONDAY + 3 * DAY)

    (version,) = get(f"/api/v1/letters/{public.pk}/history/").json()["results"]

    assert (version["version"], version["correction"], version["until"]) == (2, "", None)


def test_lists_are_narrowed_and_turn_pages(city, get):
    other = make_channel(city.office, name="网上咨询", kind="consultation")
    category = Category.objects.create(channel=city.channel, name="供暖", concern="help")
    letters = [publish(answer(city, category=category), city, now=MONDAY + number * DAY) for number in range(1, 4)]
    PublicLetter.objects.filter(pk=letters[0].pk).update(channel=other, category="", year=2025)

    def ids(query):
        return [row["id"] for row in get(f"/api/v1/letters/?{query}").json()["results"]]

    newest = [letter.pk for letter in reversed(letters)]
    assert ids("") == newest
    assert ids(f"channel={other.code}") == ids("year=2025") == newest[2:]
    assert ids("category=供暖") == ids(f"channel={city.channel.code}&concern=help&year=2026") == newest[:2]
    assert ids(f"unit={city.unit.code}") == newest
    assert [get(f"/api/v1/letters/?{name}=no").status_code for name in ("unit", "channel", "year", "x")] == [400] * 4
    first = get("/api/v1/letters/?page_size=2").json()
    last = get(first["next"]).json()
    assert ([row["id"] for row in first["results"] + last["results"]], last["next"]) == (newest, None)


@pytest.mark.parametrize("name", ["unit", "channel", "year"])
def test_words_find_the_letters_of_whom_is_chosen_behind_better_ones_of_others(city, get, search_on, monkeypatch, name):
    monkeypatch.setattr("civic_interaction.search.letters.MOST_FOUND", 1)
    wanted = publish(answer(city, title="小区暖气不热"), city)
    unit, channel = make_unit("市热力公司"), make_channel(city.office, name="网上咨询", kind="consultation")
    PublicLetter.objects.filter(pk=wanted.pk).update(unit=unit, channel=channel, year=2025)
    publish(answer(city, title="暖气"), city)
    run_jobs()

    chosen = {"unit": unit.code, "channel": channel.code, "year": 2025}[name]
    results = get("/api/v1/letters/", {"q": "暖气", name: chosen}).json()["results"]

    assert [row["id"] for row in results] == [wanted.pk]


def test_the_sitemap_names_no_page_without_letters(city, get):
    """Letters are listed by number, 5000 a page; a page all of whose letters were withdrawn is none."""
    bring_to(CaseState.RECEIVED, city)
    for number in (4_999, 5_000, 15_000):
        connection.cursor().execute(AFTER[connection.vendor], [number - 1])
        letter = publish(answer(city), city)
        if number == 5_000:
            unpublish_letter(letter.case, reason="误", by=city.section, now=MONDAY + 2 * DAY)

    index = get("/sitemap-interaction.xml").content.decode()

    assert re.findall(r"sitemap-letters-(\d+)\.xml", index) == ["0", "3"]
    assert {get(f"/sitemap-letters-{page}.xml").status_code for page in (0, 3)} == {200}


#: Let the next case have the number after this one.
AFTER = {
    "sqlite": "UPDATE sqlite_sequence SET seq = %s WHERE name = 'civic_interaction_case'",
    "postgresql": "SELECT setval('civic_interaction_case_id_seq', %s)",
}
QUERIES = {
    "/api/v1/channels/": 1,
    "/api/v1/channels/{channel}/": 3,
    "/api/v1/letters/": 1,
    "/api/v1/letters/?channel={channel}&year=2026&page_size=1": 1,
    "/api/v1/letters/{id}/": 1,
    "/api/v1/letters/{id}/history/": 2,
    "/feeds/letters.atom": 1,
    "/tables/letters.csv": 1,
    "/sitemap-interaction.xml": 4,
    "/api/v1/letters/statistics/?year=2026": 9,
}


@pytest.mark.parametrize("address", QUERIES)
def test_queries_do_not_grow_with_letters(city, get, address):
    letter = publish(answer(city), city)
    asked = address.format(channel=city.channel.code, id=letter.pk)

    def ask():
        cache.clear()
        got = get(asked)
        return b"".join(got.streaming_content) if got.streaming else got.content

    ask()
    assert count_queries(ask) == QUERIES[address]
    for _ in range(2):
        publish(answer(city), city)
    assert count_queries(ask) == QUERIES[address]


def test_figures_are_counted_once_but_the_first_letter_is_seen_at_once(city, get):
    """A year's figures rest for ten minutes; that nobody has written yet does not."""

    def received():
        return get("/api/v1/letters/statistics/?year=2026").json()["total"]["received"]

    seen = [received()]
    for _ in range(2):
        bring_to(CaseState.RECEIVED, city)
        seen.append(received())

    assert seen == [0, 1, 1]


FILTERED = ["", "channel=x", "unit=x", "concern=help", "year=2026", "category=供暖"]


@pytest.mark.parametrize("query", FILTERED)
def test_every_filter_has_its_index(city, query):
    chosen = dict([query.split("=")]) if query else {}
    if "channel" in chosen or "unit" in chosen:
        chosen = {"channel": city.channel.code} if "channel" in chosen else {"unit": city.unit.code}
    plan = filtered(chosen).newest_first().only("row")[:21].explain()

    if connection.vendor == "sqlite":
        assert "public_letter_" in plan


def test_table_holds_no_formulas(city, get):
    publish(answer(city, title="=HYPERLINK(1)"), city)

    rows = list(csv.reader(io.StringIO(b"".join(get("/tables/letters.csv").streaming_content).decode("utf-8-sig"))))

    assert rows[0][0] == "标题"
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert [safe_cell(cell) for cell in (None, 3.5, "-1", "＝1", "安")] == ["", "3.5", "'-1", "'＝1", "安"]


def test_answers_are_kept_by_caches_until_they_change(get, public):
    first = get("/api/v1/letters/")
    again = get("/api/v1/letters/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, first["Cache-Control"].startswith("public")) == (304, True)
