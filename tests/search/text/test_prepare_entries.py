from civic_search.documents import WEIGHTS, SearchDocument
from civic_search.text.parse import make_phrase
from tests.search.text.matching import matches


def test_prepare_gives_tokens_for_every_field(pipeline) -> None:
    document = SearchDocument(
        "item", "1", "財政公開", keywords=("预算", "决算"), context="财政局", body="社会保障", files="附件"
    )

    entry = pipeline.prepare(document)

    assert entry.document is document
    assert entry.tokens == {
        "title": "财政 政公 公开 开",
        "keywords": "预算 算 决算 算",
        "context": "财政 政局 局 财政局",
        "body": "社会 会保 保障 障 社会保障",
        "files": "附件 件",
    }


def test_prepare_of_an_empty_document_has_every_field(pipeline) -> None:
    entry = pipeline.prepare(SearchDocument("item", "1", ""))

    assert entry.tokens == dict.fromkeys(WEIGHTS, "")
    assert entry.number_keys == ()


def test_prepare_gives_keys_of_numbers_once(pipeline) -> None:
    numbers = ("临政办发〔2016〕44号", "临政办发[2016]44号", "371300D05-2026-00012", "—")

    entry = pipeline.prepare(SearchDocument("item", "1", "通知", numbers=numbers))

    assert entry.number_keys == ("临政办发2016年44号", "371300d052026年12号")


def test_part_of_a_number_finds_its_document(pipeline) -> None:
    entry = pipeline.prepare(SearchDocument("item", "1", "通知", numbers=("临政办发〔2016〕44号",)))

    assert matches(entry.tokens["keywords"], make_phrase("44号"))
    assert matches(entry.tokens["keywords"], make_phrase("政办发"))


def test_keywords_are_no_phrase_together(pipeline) -> None:
    entry = pipeline.prepare(SearchDocument("item", "1", "", keywords=("财政", "预算")))

    assert not matches(entry.tokens["keywords"], make_phrase("政预"))
