"""What is shipped for every city."""

from civic_search.text.normalise import normalise
from civic_search.text.synonyms import make_synonyms, read_shipped
from civic_search.text.tokens import find_runs


def test_shipped_words_are_one_run_each_and_stand_once() -> None:
    words = [entry.word for entry in read_shipped()]
    spelt = [*words, *(other for entry in read_shipped() for other in entry.others)]

    assert len(words) == len(set(words)) > 500
    assert [word for word in spelt if find_runs(normalise(word)) != [normalise(word)]] == []


def test_no_shipped_word_means_only_itself() -> None:
    assert [entry.word for entry in read_shipped() if set(entry.others) <= {entry.word}] == []


def test_common_words_are_understood() -> None:
    meanings = make_synonyms(read_shipped()).meanings

    assert "最低生活保障" in meanings["低保"]
    assert "户口迁移" in meanings["落户"]
    assert "发改委" in meanings["发展和改革委员会"]
    assert "低保" not in meanings.get("最低生活保障", ())
