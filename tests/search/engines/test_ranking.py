"""The order that an engine gives by itself; `civic_search` refines the first hundred of it afterwards."""

import datetime

from django.utils import timezone

from civic_search.queries import Phrase, Query, Term
from tests.search.engines.entries import DAY, ask, entry, fill, find, phrase, term, word

FILLER = "根据有关法律法规和上级规定，结合本市实际，现将有关事项公布如下。"


def others(count: int = 20):
    """What makes the words of a test rare, as they are in a city."""
    return [entry(f"other{number}", f"通知{number}", body=FILLER) for number in range(count)]


def test_fields_count_by_their_weights(engine):
    fill(
        engine,
        entry("files", "公告一", body=FILLER, files="公租房"),
        entry("body", "公告二", body=f"{FILLER}公租房"),
        entry("keywords", "公告三", body=FILLER, keywords=("公租房",)),
        entry("title", "公租房", body=FILLER),
        *others(),
    )

    assert find(engine, "公租房") == ["title", "keywords", "body", "files"]


def test_document_number_comes_first(engine):
    fill(
        engine,
        *(entry(number, "预算" * 9, keywords=("预算",)) for number in range(9)),
        entry("number", "救助", numbers=("临政办发〔2016〕44号",), is_in_force=False, boost=0.5),
        *others(),
    )

    assert find(engine, "预算", number="临政办发〔2016〕44号")[0] == "number"


def test_rare_terms_count_more(engine):
    fill(engine, entry("common", "通知办法"), entry("rare", "廉租办法"), *others())

    assert find(engine, "通知 廉租", needs_all=False)[0] == "rare"


def test_more_terms_are_better(engine):
    fill(engine, entry("one", "廉租办法"), entry("two", "廉租住房"), *others())

    assert find(engine, "廉租 住房", needs_all=False) == ["two", "one"]


def test_word_counts_more_than_its_characters_across_two_words(engine):
    fill(engine, entry("across", "办公室外机"), entry("word", "办公室位置"), *others())
    across = entry("across", "办公室外机")
    engine.write([type(across)(across.document, {**across.tokens, "title": "办公 公室 室外 外机 机"}, ())])
    query = Query("办公室", terms=(Term("办公室", (phrase("办公室"),), words=(word("办公室"),)),))

    assert find(engine, query) == ["word", "across"]


def test_bridge_counts_where_both_words_stand_together(engine):
    fill(engine, entry("apart", "太早的末班车"), entry("together", "的末班车太早"), *others())
    last = Term("末班车", (phrase("末班车"),), words=(phrase("车太早"),))

    assert find(engine, Query("末班车太早", terms=(last, term("太早")))) == ["together", "apart"]


def test_boost_multiplies(engine):
    fill(engine, entry("plain", "公租房"), entry("boosted", "公租房", boost=3.0), *others())

    found = {one.document.key: one.score for one in ask(engine, "公租房").candidates}

    assert find(engine, "公租房") == ["boosted", "plain"]
    assert 2.9 < found["boosted"] / found["plain"] < 3.1


def test_what_is_not_in_force_comes_after_what_is(engine):
    fill(engine, entry("repealed", "公租房", is_in_force=False), entry("valid", "公租房管理"), *others())

    assert find(engine, "公租房") == ["valid", "repealed"]


def test_news_fade(engine):
    today = timezone.localdate()
    fill(
        engine,
        entry("old news", "公租房", dated_on=today - datetime.timedelta(days=3000), fades=True),
        entry("news", "公租房管理", dated_on=today, fades=True),
        *others(),
    )

    assert find(engine, "公租房") == ["news", "old news"]


def test_undated_news_are_found(engine):
    fill(engine, entry("undated", "公租房", dated_on=None, fades=True))

    assert find(engine, "公租房") == ["undated"]


def test_what_does_not_fade_keeps_its_worth(engine):
    old = DAY - datetime.timedelta(days=3000)
    fill(engine, entry("old", "公租房", dated_on=old), entry("new", "公租房"), *others())

    scores = [one.score for one in ask(engine, "公租房").candidates]

    assert find(engine, "公租房") == ["new", "old"]
    assert abs(scores[0] - scores[1]) < 0.01 * scores[0]


def test_prefix_is_ranked_too(engine):
    fill(engine, entry("body", "公告", body=f"{FILLER}廉租"), entry("title", "廉租住房"), *others())
    query = Query("廉", terms=(Term("廉", (Phrase(("廉",), is_prefix=True),)),))

    assert find(engine, query) == ["title", "body"]
