"""What an engine finds, and what it does not."""

import pytest

from civic_search.queries import Phrase, Query, Term
from tests.search.engines.entries import ask, document, entry, fill, find, keys, phrase, prepare, question, term, word


def test_phrase_is_found_where_its_characters_stand_together(engine):
    fill(
        engine,
        entry("together", "市级财政预算公开"),
        entry("apart", "财政局公开部门预算"),
        entry("reversed", "预算财政"),
    )

    assert find(engine, "财政预算") == ["together"]


def test_phrase_does_not_reach_across_runs(engine):
    fill(engine, entry("across", "财政，预算"), entry("within", "财政预算"))

    assert find(engine, "财政预算") == ["within"]


def test_phrase_does_not_reach_across_fields(engine):
    fill(engine, entry(1, "市财政", body="预算执行"))

    assert find(engine, "财政预算") == []


@pytest.mark.parametrize("field", ["title", "keywords", "context", "body", "files"])
def test_every_field_is_searched(engine, field):
    texts = {"title": "某某", field: ("廉租住房",) if field == "keywords" else "廉租住房"}
    fill(engine, prepare(document(1, **texts)), entry(2, "廉政"))

    assert find(engine, "廉租") == ["1"]


@pytest.mark.parametrize("text", ["龘", "办"])
def test_single_character_is_found_inside_and_at_the_end(engine, text):
    fill(engine, entry("inside", f"临{text}沂"), entry("last", f"临沂{text}"), entry("not", "临沂市"))

    assert sorted(find(engine, text)) == ["inside", "last"]


def test_last_token_of_a_phrase_may_be_a_beginning(engine):
    fill(engine, entry(1, "预算执行"), entry(2, "预算公开"))
    begun = Query("预算执", terms=(Term("预算执", (Phrase(("预算", "算"), is_prefix=True),)),))
    exact = Query("预算执", terms=(Term("预算执", (Phrase(("预算", "算")),)),))

    assert sorted(find(engine, begun)) == ["1", "2"]
    assert find(engine, exact) == []


def test_all_terms_are_needed_unless_told_otherwise(engine):
    fill(engine, entry("both", "财政预算", body="教育"), entry("one", "财政"), entry("none", "卫生"))

    assert find(engine, "财政 教育") == ["both"]
    assert find(engine, "财政 教育", needs_all=False) == ["both", "one"]


def test_any_phrase_of_a_term_will_do(engine):
    fill(engine, entry(1, "低保标准"), entry(2, "最低生活保障标准"), entry(3, "保障房标准"))
    query = Query("低保 标准", terms=(term("低保", "最低生活保障"), term("标准")))

    assert sorted(find(engine, query)) == ["1", "2"]


def test_words_exclude_nothing_and_include_nothing(engine):
    """「公积金」 as a word is worth something more, but neither needed nor enough."""
    fill(engine, entry("apart", "公积金额度"), entry("word", "办公室"), entry("both", "公积金与办公室"))
    query = Query("公积", terms=(Term("公积", (phrase("公积"),), words=(word("办公室"), word("公积金"))),))

    assert sorted(find(engine, query)) == ["apart", "both"]


def test_excluded_phrases_exclude(engine):
    fill(engine, entry("kept", "财政预算"), entry("title", "财政决算"), entry("body", "财政", body="部门决算"))

    assert find(engine, "财政", without="决算") == ["kept"]
    assert find(engine, without="决算") == ["kept"]


def test_excluded_phrase_must_stand_together(engine):
    fill(engine, entry("apart", "财政与决算"), entry("together", "财政决算"))

    assert find(engine, "财政", without="财政决算") == ["apart"]


@pytest.mark.parametrize(
    "odd",
    ["c++", "o'neil", 'a"b', "a\\b", "50%", "a_b", "{x}", "a*", "(x", "x)", "^x", "x:y", "-x", "+x", "a&b", "a|b", "~x",
     "/x/", "[1", "not", "or", "and", "near", "title:x", "𠮷野", "﨑", "〇", "é", "ß", "🙂", "①", "ﷺ", "𰻝面"],
)  # fmt: skip
def test_tokens_of_any_characters_are_taken_as_they_are(engine, odd):
    def entry_of(key: str, token: str):
        made = entry(key, "题")
        return type(made)(made.document, {**made.tokens, "body": f"前 {token} 后"}, ())

    fill(engine, entry_of("odd", odd), entry_of("other", "别的"))

    assert find(engine, Query(odd, terms=(Term(odd, (Phrase((odd,)),)),))) == ["odd"]
    assert find(engine, Query(odd, terms=(Term(odd, (Phrase(("前", odd, "后")),)),))) == ["odd"]
    assert find(engine, Query("", excluded=(Phrase((odd,)),))) == ["other"]


@pytest.mark.parametrize("token", ['" OR "', "x* OR", "NEAR(a b)", '"', "title : a", "\x00", ""])
def test_nothing_in_a_token_is_an_instruction(engine, token):
    fill(engine, entry(1, "财政"), entry(2, "预算"))

    assert find(engine, Query(token, terms=(Term(token, (Phrase((token,)),)),))) == []
    assert find(engine, Query(token, number_keys=(token,))) == []


def test_document_number_finds_whatever_the_words(engine):
    fill(
        engine,
        entry("words", "关于预算的通知 临政办发2016 44"),
        entry("number", "救助办法", numbers=("临政办发〔2016〕44号", "371300/2016-00044")),
        entry("other", "预算", numbers=("临政办发〔2016〕45号",)),
    )

    assert find(engine, number="临政办发[2016]44号") == ["number"]
    assert find(engine, "预算", number="临政办发[2016]44号")[0] == "number"
    assert sorted(find(engine, "预算", number="临政办发[2016]44号")) == ["number", "other", "words"]
    assert find(engine, number="371300/2016-00044") == ["number"]


def test_document_number_does_not_pass_exclusions_and_filters(engine):
    fill(engine, entry(1, "救助办法", numbers=("临政办发〔2016〕44号",), facets={"unit": ("D01",)}))

    assert find(engine, number="临政办发[2016]44号", without="救助") == []
    assert find(engine, number="临政办发[2016]44号", filters={"unit": ("D02",)}) == []


def test_no_terms_match_everything(engine):
    fill(engine, entry(1, "财政"), entry(2, "预算"))

    assert sorted(find(engine)) == ["1", "2"]


def test_question_with_nothing_to_look_for_finds_nothing(engine):
    fill(engine, entry(1, "财政"))

    assert find(engine, Query("🙂")) == []


def test_question_of_five_thousand_terms_is_answered(engine):
    terms = [f"{chr(0x4E00 + number)}{chr(0x5E00 + number % 97)}" for number in range(5000)]
    fill(engine, entry("all", "长", body="".join(terms)), entry("one", terms[42]), entry("none", "无"))

    assert find(engine, " ".join(terms)) == ["all"]
    assert find(engine, " ".join(terms), needs_all=False)[0] == "all"
    assert "none" not in find(engine, " ".join(terms), needs_all=False)


def test_phrase_of_five_thousand_characters_is_answered(engine):
    text = "".join(chr(0x4E00 + number * 7 % 5003) for number in range(5000))
    fill(engine, entry("long", "长", body=f"前{text}后"), entry("short", "短", body=text[:1000]))

    assert find(engine, text) == ["long"]


def test_answer_carries_the_document_as_it_was_written(engine):
    whole = document(
        "9",
        "题目 “Ａ”",
        numbers=("临政办发〔2016〕44号",),
        keywords=("预算", "决算"),
        context="财政局",
        body="正文\n第二行",
        files="附件",
        facets={"unit": ("D01",), "subject": ("财政", "财政/预算")},
        boost=1.5,
        fades=True,
        is_in_force=False,
        replaced_by="item:10",
    )
    undated = document("10", "没有日期", dated_on=None)
    fill(engine, prepare(whole), prepare(undated))

    assert ask(engine, "题目").candidates[0].document == whole
    assert engine.fetch(["item:9", "item:10", "item:11"]) == {"item:9": whole, "item:10": undated}


def test_scores_fall(engine):
    fill(engine, *(entry(number, "预算" * number) for number in range(1, 6)))

    scores = [candidate.score for candidate in ask(engine, "预算").candidates]

    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)


def test_index_that_is_not_there_holds_nothing(engine):
    assert ask(engine, "财政", facets=("unit",)).total == 0
    assert ask(engine).candidates == []
    assert engine.fetch(["item:1"]) == {}
    assert engine.state().fingerprint == ""


def test_empty_index_answers(empty):
    found = ask(empty, question("财政", without="预算"), facets=("unit", "year"), filters={"unit": ("D01",)})

    assert (found.total, keys(found), found.facets) == (0, [], {"unit": {}, "year": {}})
