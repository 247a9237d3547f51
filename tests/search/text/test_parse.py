import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.queries import Phrase, Query
from civic_search.text.parse import (
    LONGEST_PHRASE,
    LONGEST_QUESTION,
    MOST_SYNONYMS,
    MOST_TERMS,
    make_phrase,
    make_word,
)
from civic_search.text.synonyms import Synonym, make_synonyms
from civic_search.text.tokens import join_bigrams
from tests.search.text.matching import TEXTS, finds


def asked(query):
    """What is asked for, by the first phrase of each term."""
    return [join_bigrams(term.phrases[0].tokens) for term in query.terms]


def excluded(query):
    return [join_bigrams(phrase.tokens) for phrase in query.excluded]


def test_phrase_of_one_character_is_a_beginning() -> None:
    assert make_phrase("税") == Phrase(("税",), is_prefix=True)
    assert make_phrase("财政局") == Phrase(("财政", "政局"))


def test_question_is_cut_into_words(pipeline) -> None:
    assert asked(pipeline.parse("临沂市财政局预算")) == ["临沂市财政局", "预算"]
    assert asked(pipeline.parse("财政局 预算，公开")) == ["财政局", "预算", "公开"]


def test_sentence_is_asked_without_its_stop_words(pipeline) -> None:
    query = pipeline.parse("请问住房公积金怎么提取？需要什么材料")

    assert (asked(query), [hint.text for hint in query.hints]) == (["住房", "公积金", "提取"], ["材料"])


def test_stop_words_are_asked_when_nothing_else_is(pipeline) -> None:
    assert asked(pipeline.parse("什么 的")) == ["什么", "的"]


def test_terms_say_what_was_typed(pipeline) -> None:
    assert [term.text for term in pipeline.parse("營業執照 ＣＯＶＩＤ").terms] == ["營業執照", "ＣＯＶＩＤ"]


def test_long_words_and_bridges_to_the_next_score_more(pipeline) -> None:
    """车太 would not do for a bridge: it stands in 停车太难."""
    (bus, last, early) = pipeline.parse("公交末班车太早").terms

    assert bus.words == (make_phrase("交末班"),)
    assert last.words == (make_word("末班车"), make_phrase("车太早"))
    assert early.words == ()


@pytest.mark.parametrize(("question", "bridge"), [("油烟大", "烟大"), ("大油烟", "大油")])
def test_single_character_scores_beside_its_word(pipeline, question, bridge) -> None:
    (fumes,) = pipeline.parse(question).terms

    assert (fumes.text, fumes.words) == ("油烟", (make_phrase(bridge),))


def test_name_that_no_dictionary_holds_is_one_phrase(pipeline) -> None:
    assert asked(pipeline.parse("张伟平")) == ["张伟平"]


def test_single_character_is_asked(pipeline) -> None:
    (term,) = pipeline.parse("税").terms

    assert term.phrases == (Phrase(("税",), is_prefix=True),)


@pytest.mark.parametrize("quoted", ['"财政预算"', "“财政预算”", "「财政预算」", "『财政预算』", "＂财政预算＂"])
def test_quoted_is_one_phrase(pipeline, quoted) -> None:
    (term,) = pipeline.parse(quoted).terms

    assert term.phrases == (make_phrase("财政预算"),)
    assert term.is_quoted


def test_quoted_runs_are_terms_each(pipeline) -> None:
    query = pipeline.parse("“预算，执行的” 公开")

    assert asked(query) == ["预算", "执行的", "公开"]
    assert [term.is_quoted for term in query.terms] == [True, True, False]


def test_quotation_mark_alone_means_nothing(pipeline) -> None:
    assert asked(pipeline.parse("“财政 预算")) == ["财政", "预算"]


def test_stop_words_stay_in_quotes(pipeline) -> None:
    assert asked(pipeline.parse("“关于”")) == ["关于"]


@pytest.mark.parametrize(
    "question", ["预算 -决算", "预算 －决算", "预算 NOT 决算", "预算 -“决算”", "-决算 预算", "预算\u3000-决算"]
)
def test_excluded_is_not_asked_for(pipeline, question) -> None:
    query = pipeline.parse(question)

    assert (asked(query), excluded(query)) == (["预算"], ["决算"])


@pytest.mark.parametrize("question", ["预算-决算", "预算 - 决算", "预算—决算"])
def test_dash_between_words_excludes_nothing(pipeline, question) -> None:
    query = pipeline.parse(question)

    assert (asked(query), excluded(query)) == (["预算", "决算"], [])


def test_exclusion_alone_finds_everything_else(pipeline) -> None:
    query = pipeline.parse("-决算")

    assert (asked(query), excluded(query), query.finds_nothing) == ([], ["决算"], False)


def test_not_among_english_words_is_a_word(pipeline) -> None:
    query = pipeline.parse("DO NOT ENTER")

    assert (asked(query), excluded(query)) == (["do", "not", "enter"], [])


@pytest.mark.parametrize(
    "question", ["预算 AND 执行", "预算 OR 执行", "预算 NEAR 执行", "(预算) {执行}", "预算* ^执行:", "预算'; 执行--"]
)
def test_operators_are_harmless(pipeline, question) -> None:
    query = pipeline.parse(question)

    assert (asked(query), excluded(query)) == (["预算", "执行"], [])


def test_operators_alone_are_words(pipeline) -> None:
    assert asked(pipeline.parse("AND OR")) == ["and", "or"]


@pytest.mark.parametrize("text", ["😀", "，。！", "* ^ : ( ) { }", "\x00", "\u200b", "“”", "-"])
def test_nothing_to_look_for_finds_nothing(pipeline, text) -> None:
    assert pipeline.parse(text).finds_nothing == (text.strip() != "")
    assert pipeline.parse(text).terms == ()


@pytest.mark.parametrize("text", ["", "  ", "\n\u3000"])
def test_nothing_typed_is_a_list_of_everything(pipeline, text) -> None:
    assert pipeline.parse(text) == Query("")
    assert not pipeline.parse(text).finds_nothing


def test_document_number_is_key_and_terms(pipeline) -> None:
    query = pipeline.parse("临政办发[2016]44号 养老")

    assert query.number_keys == ("临政办发2016年44号",)
    assert asked(query) == ["临政办发", "2016", "44号", "养老"]
    assert [term.text for term in query.terms][:3] == ["临政办发[2016]44号"] * 3


def test_document_number_finds_who_cites_it_and_who_carries_it(pipeline) -> None:
    query = pipeline.parse("请问临政办发2016年第44号还有效吗")

    assert "临政办发2016年44号" in query.number_keys
    assert finds(pipeline.make_tokens("按照《关于……的通知》（临政办发〔2016〕44号）有效期"), query)


def test_number_in_a_form_of_its_own_is_a_key(pipeline) -> None:
    assert pipeline.parse("临沂市政府公告第3号").number_keys == ("临沂市政府公告第3号",)


def test_synonyms_follow_what_was_typed(pipeline, synonyms) -> None:
    (term,) = pipeline.parse("低保", synonyms=synonyms).terms

    assert term.phrases == (make_phrase("低保"), make_phrase("最低生活保障"))


def test_synonym_of_several_words_is_seen_whole(pipeline, synonyms) -> None:
    query = pipeline.parse("最低生活保障标准", synonyms=synonyms)

    assert [term.phrases for term in query.terms] == [
        (make_phrase("最低生活保障"), make_phrase("低保")),
        (make_phrase("标准"),),
    ]


def test_synonyms_go_one_way_unless_the_entry_says_both(pipeline, synonyms) -> None:
    (narrow,) = pipeline.parse("住房公积金", synonyms=make_synonyms([Synonym("公积金贷", ("住房公积金",))])).terms[:1]
    (asked_for,) = pipeline.parse("公积金", synonyms=synonyms).terms

    assert len(narrow.phrases) == 1
    assert len(asked_for.phrases) == 2


def test_synonyms_are_not_seen_across_words(pipeline, synonyms) -> None:
    """降低|保费 holds 低保 only for the eye."""
    assert all(len(term.phrases) == 1 for term in pipeline.parse("降低保费", synonyms=synonyms).terms)


def test_synonyms_in_quotes_are_not_meant(pipeline, synonyms) -> None:
    (term,) = pipeline.parse("“低保”", synonyms=synonyms).terms

    assert term.phrases == (make_phrase("低保"),)


def test_synonyms_of_one_word_add_up_within_bounds(pipeline) -> None:
    many = make_synonyms([Synonym("低保", (f"补助{number}",)) for number in range(20)])

    (term,) = pipeline.parse("低保", synonyms=many).terms

    assert len(term.phrases) == 1 + MOST_SYNONYMS


def test_synonym_that_is_no_single_run_is_left_out() -> None:
    assert make_synonyms([Synonym("低保", ("最低，保障", "", "低保", "生活補助"))]).meanings == {"低保": ("生活补助",)}
    assert make_synonyms([Synonym("😀", ("生活补助",))]).meanings == {}


def test_five_thousand_characters_are_answered_by_the_first(pipeline) -> None:
    title = "关于做好全市城乡居民最低生活保障工作的实施意见"

    query = pipeline.parse(title * 250)

    assert len(query.text) == LONGEST_QUESTION
    assert len(query.terms) <= MOST_TERMS
    assert finds(pipeline.make_tokens(title * 250), query)


def test_many_different_things_are_cut_to_the_first(pipeline) -> None:
    words = [f"w{number}" for number in range(100)]

    assert asked(pipeline.parse(" ".join(words))) == words[:MOST_TERMS]


def test_the_same_thing_twice_is_asked_once(pipeline) -> None:
    assert asked(pipeline.parse("预算 预算 預算")) == ["预算"]


@given(st.one_of(TEXTS, st.text(alphabet='预算的决1a -"“”「」()*:^{}〔〕NOTANDR号', max_size=60)))
def test_whatever_is_typed_is_a_question(pipeline, text) -> None:
    query = pipeline.parse(text)

    phrases = [phrase for term in query.terms for phrase in term.phrases] + list(query.excluded)
    assert all(0 < len(join_bigrams(phrase.tokens)) <= LONGEST_PHRASE for phrase in phrases)
    assert all(token.isalnum() for phrase in phrases for token in phrase.tokens)
    assert all(term.text for term in query.terms)
    assert query.finds_nothing == (
        bool(text.strip()) and not query.terms and not query.excluded and not query.number_keys
    )


def test_what_is_asked_around_a_thing_is_not_required(pipeline, synonyms) -> None:
    query = pipeline.parse("低保申请", synonyms=synonyms)

    assert (asked(query), [hint.text for hint in query.hints]) == (["低保"], ["申请"])
    assert make_word("申请") in query.terms[0].words


def test_hints_alone_are_what_is_asked_for(pipeline) -> None:
    assert (asked(pipeline.parse("申请 材料")), pipeline.parse("申请 材料").hints) == (["申请", "材料"], ())


def test_words_of_an_expression_with_synonyms_will_do_too(pipeline) -> None:
    known = make_synonyms([Synonym("小区装电梯", ("加装电梯",)), Synonym("小区", ("住宅区",))])

    [term] = pipeline.parse("小区装电梯", synonyms=known).terms

    assert [[one.text for one in parts] for parts in term.parts] == [["小区", "电梯"], ["加装", "电梯"]]
    assert term.parts[0][0].phrases == (make_phrase("小区"), make_phrase("住宅区"))


@pytest.mark.parametrize(("typed", "is_patchy"), [("不动登记", True), ("2026年预算", False), ("财政预算", False)])
def test_character_left_out_may_be_of_a_mistyped_word(pipeline, typed, is_patchy) -> None:
    assert pipeline.parse(typed).is_patchy is is_patchy
