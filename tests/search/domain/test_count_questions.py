import datetime

import pytest
from django.db import DatabaseError

from civic_search.domain import count_questions
from civic_search.domain.count_questions import count_question, hot_words, name_question, write_counts
from civic_search.models import QueryCount

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def nothing_gathered():
    count_questions.forget_counts()
    yield
    count_questions.forget_counts()


def rows():
    return list(
        QueryCount.objects.order_by("day", "question").values_list(
            "day", "question", "asked", "without_results", "clicked"
        )
    )


def test_questions_of_a_day_add_up_in_one_spelling():
    count_question("公積金  提取", found=True, today=TODAY)
    count_question("公积金 提取", found=False, today=TODAY)
    write_counts(at_once=True)
    count_question("公积金 提取", found=True, today=TODAY)
    write_counts(at_once=True)

    assert rows() == [(TODAY, "公积金 提取", 3, 1, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "371302199001011234",
        "查 37130219900101123X 社保",
        "１３８００１３８０００",
        "138-0013-8000",
        "电话138 0013 8000",
        "0539-8314567",
        "zhang@example.com",
        "6222021234567890123",
        "",
        "😀",
        "预" * 61,
    ],
)
def test_what_looks_like_somebodys_data_is_never_counted(text):
    count_question(text, found=True, today=TODAY)
    write_counts(at_once=True)

    assert (name_question(text), rows()) == ("", [])


@pytest.mark.parametrize("text", ["临政办发〔2016〕44号", "2026年部门预算", "12345热线", "11月20日"])
def test_numbers_of_documents_and_years_are_counted(text):
    assert name_question(text)


def test_old_counts_are_forgotten(settings):
    settings.CIVIC_SEARCH_LOG_DAYS = 30
    QueryCount.objects.create(day=TODAY - datetime.timedelta(days=31), question="旧", asked=1)
    QueryCount.objects.create(day=TODAY - datetime.timedelta(days=30), question="不旧", asked=1)

    count_question("新", found=True, today=TODAY)
    write_counts(at_once=True)

    assert [row[1] for row in rows()] == ["不旧", "新"]


def test_nothing_is_counted_when_the_office_wants_no_log(settings):
    settings.CIVIC_SEARCH_LOG_DAYS = 0

    count_question("公积金", found=True, today=TODAY)
    write_counts(at_once=True)

    assert rows() == []


def test_counts_wait_until_it_is_time():
    count_question("公积金", found=True, today=TODAY)
    write_counts()

    assert rows() == []


def test_database_that_refuses_does_not_fail_the_answer(monkeypatch, caplog):
    def refuse(counts):
        raise DatabaseError("locked")

    monkeypatch.setattr(count_questions, "_write", refuse)
    count_question("公积金", found=True, today=TODAY)

    write_counts(at_once=True)

    assert "could not be written" in caplog.text


def test_hot_words_were_asked_often_these_days(settings):
    settings.CIVIC_SEARCH_HOT_MINIMUM, settings.CIVIC_SEARCH_HOT_DAYS = 5, 7
    for days_ago, question, asked in (
        (0, "公积金", 3),
        (6, "公积金", 2),
        (7, "社保", 99),
        (0, "学区", 4),
        (0, "低保", 8),
    ):
        QueryCount.objects.create(day=TODAY - datetime.timedelta(days=days_ago), question=question, asked=asked)

    assert hot_words(today=TODAY) == ["低保", "公积金"]
