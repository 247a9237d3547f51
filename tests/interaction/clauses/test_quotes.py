import pytest

from civic_interaction.clauses import Place, QuoteNotFoundError, Standing, find_place, split_clauses, take_quote
from tests.interaction.clauses.drafts import FIRST, SECOND

OLD, NEW = split_clauses(FIRST), split_clauses(SECOND)


def place_of(anchor, exact="", *, old=FIRST, new=SECOND, start=None):
    clauses = split_clauses(old)
    return find_place(take_quote(clauses, anchor, exact, start=start), clauses, split_clauses(new))


def words_at(place, text=SECOND):
    return next(clause.text for clause in split_clauses(text) if clause.anchor == place.anchor)[place.start : place.end]


def test_a_quote_holds_the_words_and_what_is_around_them():
    quote = take_quote(OLD, "article-3", "划定停放区")

    assert (quote.label, quote.start) == ("第三条", 15)
    assert quote.prefix.endswith("公安机关")
    assert quote.suffix == "，并向社会公布。"


def test_without_words_the_whole_clause_is_quoted():
    quote = take_quote(OLD, "article-2")

    assert quote.is_whole
    assert quote.exact == "本市市区范围内共享单车的投放、停放和管理，适用本办法。"


@pytest.mark.parametrize(("anchor", "exact"), [("article-9", ""), ("article-2", "划定停放区")])
def test_what_the_draft_does_not_say_cannot_be_quoted(anchor, exact):
    with pytest.raises(QuoteNotFoundError):
        take_quote(OLD, anchor, exact)


def test_a_passage_follows_its_clause_to_another_number():
    place = place_of("article-3", "划定停放区")

    assert place == Place(Standing.KEPT, "article-5", 15, 20)
    assert words_at(place) == "划定停放区"


def test_of_several_places_the_one_with_the_same_words_around_it_is_meant():
    old = "第一条　市级部门应当公布清单，区级部门应当公布名录。"
    new = "第一条　市级部门应当公布清单并说明理由，区级部门应当公布名录。"

    place = place_of("article-1", "部门应当公布", old=old, new=new, start=13)

    assert words_at(place, new) == "部门应当公布"
    assert place.start == new.index("部门应当公布名录") - len("第一条　")


def test_a_passage_that_was_moved_to_another_clause_is_found_there():
    old = "第一条　市民应当有序停放。企业应当在十日内清理故障车辆。\n第二条　本办法自公布之日起施行。"
    new = "第一条　市民应当有序停放。\n第二条　企业应当在十日内清理故障车辆，并公布结果，接受社会监督。\n第三条　本办法自公布之日起施行。"

    place = place_of("article-1", "企业应当在十日内清理故障车辆", old=old, new=new)

    assert (place.standing, place.anchor) == (Standing.MOVED, "article-2")
    assert words_at(place, new) == "企业应当在十日内清理故障车辆"


def test_a_passage_that_was_altered_is_shown_with_what_is_left_of_it():
    place = place_of("article-4-item-2", "在三十日内清理")

    assert (place.standing, place.anchor) == (Standing.ALTERED, "article-6-item-2")
    assert words_at(place) == "在十五日内清理"


def test_a_quoted_clause_that_was_altered_is_the_whole_new_clause():
    place = place_of("article-6")

    assert (place.standing, place.anchor) == (Standing.ALTERED, "article-7")
    assert words_at(place) == "本办法自公布之日起三十日后施行。"


def test_a_passage_that_is_gone_is_orphaned():
    new = "\n".join(line for line in FIRST.splitlines() if "故障车辆" not in line)

    assert place_of("article-4-item-2", "在三十日内清理故障车辆", new=new) == Place(Standing.ORPHANED)


def test_a_short_passage_is_not_seen_in_a_clause_that_happens_to_hold_it():
    old = "第一条　车辆应当年检。\n第二条　市民可以投诉。"
    new = "第一条　市民可以投诉，由受理机关登记车辆。"

    assert place_of("article-1", "车辆", old=old, new=new).standing == Standing.ORPHANED


@pytest.mark.parametrize("clause", OLD, ids=lambda clause: clause.anchor)
def test_every_quote_stays_where_it_is_while_nothing_changes(clause):
    assert find_place(take_quote(OLD, clause.anchor), OLD, OLD) == Place(
        Standing.KEPT, clause.anchor, 0, len(clause.text)
    )
