from civic_search.text.dictionary import STOP_WORDS, Dictionary, make_dictionary


def test_dictionary_is_made_of_all_lists() -> None:
    dictionary = make_dictionary(["市財政局（国资委）"], ["部门预算"], [])

    assert dictionary == Dictionary(frozenset({"市财政局", "国资委", "部门预算"}), STOP_WORDS)


def test_office_may_give_its_own_stop_words() -> None:
    assert make_dictionary(stop_words=["關於", "的"]).stop_words == {"关于", "的"}
    assert make_dictionary(stop_words=[]).stop_words == frozenset()


def test_stop_words_are_no_words_of_offices() -> None:
    assert {"关于", "怎么", "的"} < STOP_WORDS
    assert STOP_WORDS.isdisjoint({"办理", "标准", "预算", "公开", "办", "税"})
