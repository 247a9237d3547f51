import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text.highlight import BLOCK, MOST_READ, PASSAGE
from civic_search.text.normalise import normalise
from tests.search.text.matching import TEXTS, spoken

FILLER = "各级各部门要高度重视，加强组织领导。"


class CountingText(str):
    """Counts the characters that are read of it."""

    __slots__ = ("read",)

    def __new__(cls, text):
        self = super().__new__(cls, text)
        self.read = 0
        return self

    def __getitem__(self, place):
        part = super().__getitem__(place)
        self.read += len(part)
        return part


@pytest.fixture
def mark(pipeline):
    return lambda question, title: spoken(pipeline.highlight(pipeline.parse(question)).mark_title(title))


@pytest.fixture
def find(pipeline):
    return lambda question, text: spoken(pipeline.highlight(pipeline.parse(question)).find_passage(text))


@pytest.mark.parametrize(
    ("question", "title", "marked"),
    [
        ("财政 公开", "关于财政资金公开的通知", "关于[财政]资金[公开]的通知"),
        ("财政", "關於財政部門", "關於[財政]部門"),
        ("營業執照", "营业执照办理", "[营业执照]办理"),
        ("covid", "ＣＯＶＩＤ－１９疫苗", "[ＣＯＶＩＤ]－１９疫苗"),
        ("财政", "财\u200b政局", "[财\u200b政]局"),
        ("kg", "5㎏装", "5[㎏]装"),
        ("临政办发2016年44号", "见临政办发〔2016〕44号文", "见[临政办发〔2016〕44号]文"),
        ("税", "税收和税务", "[税]收和[税]务"),
        ("“政预”", "财政预算", "财[政预]算"),
        ("没有的词", "财政预算", "财政预算"),
        ("😀", "财政预算", "财政预算"),
        ("财政", "", ""),
    ],
)
def test_title_is_marked_as_it_was_written(mark, question, title, marked) -> None:
    assert mark(question, title) == marked


def test_synonyms_are_marked(pipeline, synonyms) -> None:
    query = pipeline.parse("低保", synonyms=synonyms)

    assert spoken(pipeline.highlight(query).mark_title("最低生活保障办法")) == "[最低生活保障]办法"


def test_excluded_is_not_marked(mark) -> None:
    assert mark("预算 -决算", "预算和决算") == "[预算]和决算"


def test_overlapping_marks_are_one(mark) -> None:
    assert mark("“财政预” “政预算”", "财政预算公开") == "[财政预算]公开"


def test_short_text_is_the_passage(find) -> None:
    assert find("财政", "\n本市财政\n\n 收入。") == "本市[财政] 收入。"


def test_passage_is_where_most_of_the_question_stands(find) -> None:
    text = f"{FILLER * 20}预算如下。{FILLER * 20}部门预算应当公开。{FILLER * 20}"

    passage = find("部门 预算 公开", text)

    assert "[部门预算]应当[公开]。" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_passage_begins_and_ends_with_a_sentence(find) -> None:
    assert find("财政", f"{FILLER * 9}本市财政收入增长。{FILLER * 9}") == f"…本市[财政]收入增长。{FILLER * 6}…"


def test_passage_without_a_mark_is_the_beginning(find) -> None:
    assert find("财政", FILLER * 20) == FILLER * 6 + "…"


def test_passage_of_text_without_stops_is_cut_between_words(find, pipeline) -> None:
    text = "人民政府" * 50 + "财政预算" + "社会保障" * 50

    passage = find("“财政预算”", text).strip("…").replace("[", "").replace("]", "")

    assert passage.startswith("人民政府")
    assert passage.endswith("社会保障")


@pytest.mark.parametrize("shift", range(12))
def test_passage_never_cuts_a_latin_word(find, shift) -> None:
    text = "文" * shift + "administration " * 20 + "财政" + " administration" * 20

    words = find("财政", text).strip("…").replace("[财政]", "").strip("文").split()

    assert set(words) == {"administration"}


@pytest.mark.parametrize("shift", range(8))
def test_passage_never_cuts_an_emoji(find, shift) -> None:
    family = "👨\u200d👩\u200d👧"

    passage = find("财政", "文" * shift + family * 40 + "财政" + family * 40)

    assert passage.strip("…文").replace("[财政]", "").replace(family, "") == ""


def test_passage_holds_no_control_characters(find) -> None:
    assert find("财政", "本市\x00财政\x07收入") == "本市[财政]收入"


def test_passage_is_never_markup(find) -> None:
    """Pieces are the text as it is; whoever shows them escapes them."""
    assert find("财政", "<b>财政</b>") == "<b>[财政]</b>"


def test_mark_across_blocks_is_found(find) -> None:
    text = "文" * (BLOCK - 1) + "财政预算" + "文" * BLOCK

    assert "[财政预算]" in find("“财政预算”", text)


def test_reading_stops_when_everything_is_found(pipeline) -> None:
    text = CountingText("财政预算公开。" + FILLER * 60_000)

    pipeline.highlight(pipeline.parse("财政 公开")).find_passage(text)

    assert len(text) > 1_000_000
    assert text.read < 2 * BLOCK


def test_reading_a_megabyte_is_bounded(pipeline) -> None:
    text = CountingText(FILLER * 60_000)

    pipeline.highlight(pipeline.parse("财政 领导 区块链")).find_passage(text)

    assert text.read < 1.1 * MOST_READ


@given(
    TEXTS, st.text(alphabet="临沂财政预算决abc 。1", max_size=300), st.sampled_from(["财政", "预算 c", "算", "abc 1"])
)
def test_passage_is_a_part_of_the_text(pipeline, odd, plain, question) -> None:
    text = (plain + odd) * 3

    pieces = pipeline.highlight(pipeline.parse(question)).find_passage(text)

    passage = "".join(piece.text for piece in pieces).removeprefix("…").removesuffix("…")
    assert "".join(normalise(passage).split()) in "".join(normalise(text).split())
    assert len(passage) <= 2 * PASSAGE
    assert all(normalise(piece.text) for piece in pieces if piece.is_marked)


@given(TEXTS, st.sampled_from(["财政", "预算 决算", "临沂市 covid"]))
def test_title_is_kept_whole(pipeline, title, question) -> None:
    pieces = pipeline.highlight(pipeline.parse(question)).mark_title(title)

    assert "".join(normalise("".join(piece.text for piece in pieces)).split()) == "".join(normalise(title).split())
