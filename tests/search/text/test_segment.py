import logging
import marshal
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text import segment
from civic_search.text.segment import Segmenter, read_general_words, split_into_words
from civic_search.text.tokens import SHORTEST_WORD, find_runs
from tests.search.text.processes import run_python

_KNOWN = (
    "中华人民共和国 人民政府 社会保障 最低生活保障 临沂市财政局 财政局 国有资产 监督管理 "
    "委员会 办公室 办公 公室 发展 展开 开发区 发改 covid 12345 热线 5g 的 和 市 政"
)
WORDS = st.sampled_from(_KNOWN.split())
TEXTS = st.lists(st.one_of(WORDS, st.text(alphabet="人民政府办公室市财局的社会保障，2a", max_size=3)), max_size=10).map(
    "".join
)


@given(TEXTS)
def test_find_words_gives_what_cutting_the_whole_gives(pipeline, text) -> None:
    segmenter = pipeline.segmenter
    cut = [
        part
        for run in find_runs(text)
        for word in segmenter.cut(run)
        if len(word) >= SHORTEST_WORD and not word.isascii()
        for part in segmenter._find_parts(word)
    ]

    assert [word for word in segmenter.find_words(text) if not word.isascii()] == cut


def test_find_words_gives_words_within_words(pipeline) -> None:
    assert pipeline.segmenter.find_words("临沂市财政局") == ["临沂市", "财政局", "临沂市财政局"]


def test_find_words_gives_latin_words_and_figures(pipeline) -> None:
    assert pipeline.segmenter.find_words("拨打12345或it") == ["12345"]


def test_cut_knows_the_words_given() -> None:
    without, with_it = Segmenter(), Segmenter(["沂蒙云办（政务平台）"])

    assert without.cut("沂蒙云办") != ["沂蒙云办"]
    assert with_it.cut("登录沂蒙云办政务平台") == ["登录", "沂蒙云办", "政务平台"]


def test_words_given_stay_with_their_segmenter() -> None:
    Segmenter(["沂蒙云办"])

    assert not Segmenter().is_word("沂蒙云办")


def test_order_of_words_makes_no_difference() -> None:
    words = ["政务云", "云平台", "政务云平台", "台账", "沂蒙云"]

    first, second = Segmenter(words), Segmenter(reversed(words))

    assert first._frequency == second._frequency


def test_split_into_words_takes_names_apart() -> None:
    assert split_into_words(["市财政局（國資委）", "局", "", "x" * 40]) == {"市财政局", "国资委"}


def test_general_words_are_read_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        first, *others = threads.map(lambda _: read_general_words(), range(4))

    assert all(other is first for other in others)


def test_many_threads_cut_alike(pipeline) -> None:
    texts = [f"临沂市财政局{number}年部门预算公开" for number in range(200)]
    expected = [pipeline.make_tokens(text) for text in texts]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(pipeline.make_tokens, texts)) == expected


@pytest.fixture
def unread(monkeypatch) -> None:
    """As in a process that has read no dictionary yet."""
    monkeypatch.setattr(segment, "_general", None)


def cache_file(directory):
    return directory / f"words-{metadata.version('jieba')}-{metadata.version('opencc')}.marshal"


def test_cache_is_kept_in_the_directory_given_and_nowhere_else(unread, tmp_path, monkeypatch) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    read_general_words(tmp_path / "cache")

    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".marshal"]
    assert list(elsewhere.iterdir()) == []
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_cache_is_read_when_there_is_one(unread, tmp_path) -> None:
    kept = ({"沂": 0, "沂蒙": 7}, 7)
    cache_file(tmp_path).write_bytes(marshal.dumps(kept))

    assert read_general_words(tmp_path) == kept


def test_broken_cache_is_written_anew(unread, tmp_path) -> None:
    cache_file(tmp_path).write_bytes(b"\x00broken")

    counted = read_general_words(tmp_path)

    assert marshal.loads(cache_file(tmp_path).read_bytes()) == counted
    assert counted[0]["财政"] > 0


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
def test_cache_that_others_may_write_is_not_believed(unread, tmp_path) -> None:
    tmp_path.chmod(0o777)

    read_general_words(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_loading_says_nothing_and_warns_of_nothing() -> None:
    """In a process of its own, where jieba is not yet imported."""
    ran = run_python("from civic_search.text.segment import Segmenter; print(Segmenter().cut('财政局'))")

    assert (ran.stdout, ran.stderr) == ("['财政局']\n", "")


def test_jieba_has_no_handler_of_its_own(pipeline) -> None:
    assert logging.getLogger("jieba").handlers == []
