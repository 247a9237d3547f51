"""The bell, the list behind it, how people choose to be told, and the texts."""

import re

import pytest
from django.utils import timezone

from civic_office.domain.notice_texts import fill_notice, seed_notice_templates
from civic_office.domain.tell_staff import tell_staff
from civic_office.enums import NoticeMode
from civic_office.models import Notice, NoticePreference, NoticeTemplate
from tests import factories
from tests.lists import count_queries
from tests.office.telling import INSIDE, test_kinds
from tests.signing_in import is_refused, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("test_kinds")]
__all__ = ["test_kinds"]
LIST, CHOICES, TEXTS = "/admin/notices/", "/admin/notices/choices/", "/admin/notice-texts/"


def tell(user, *keys, url="/admin/office/units/"):
    now = timezone.now()
    for key in keys:
        tell_staff(INSIDE, key=key, people=[user.pk], facts={"number": key}, url=url, happened_at=now, now=now)
    return list(Notice.objects.of(user).order_by("pk"))


def menu_of(client):
    """The menu is JSON within the page, in which Chinese may be escaped."""
    page = client.get("/admin/").content.decode()
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), page)


@pytest.fixture
def reader():
    return factories.make_officer(factories.make_unit())


@pytest.fixture
def section():
    user = factories.make_section_officer()
    factories.give_access(user)
    return user


def test_bell_shows_how_many_are_unread(reader):
    tell(reader, "1", "2")
    client = signed_in(reader)

    assert "通知（2）" in menu_of(client)
    client.post(f"{LIST}read/")
    assert "通知（2）" not in menu_of(client)
    assert not Notice.objects.unread().exists()


def test_bell_costs_one_query_on_each_page(reader, django_assert_max_num_queries):
    client = signed_in(reader)
    before = count_queries(client, "/admin/account/")
    tell(reader, "1", "2", "3")

    assert count_queries(client, "/admin/account/") == before
    with django_assert_max_num_queries(before) as captured:
        client.get("/admin/account/")
    assert len([query for query in captured if "civic_office_notice" in query["sql"]]) == 1


def test_a_row_opens_the_screen_where_it_is_done_and_counts_as_read(reader):
    (notice,) = tell(reader, "1")

    response = signed_in(reader).get(f"{LIST}{notice.pk}/")

    assert response["Location"] == "/admin/office/units/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_one_notice_is_marked_as_read(reader):
    one, other = tell(reader, "1", "2")

    signed_in(reader).post(f"{LIST}{one.pk}/read/")

    assert list(Notice.objects.unread()) == [other]


def test_notices_of_others_are_not_there(reader):
    other = factories.make_officer(factories.make_unit())
    (notice,) = tell(other, "geheim")
    client = signed_in(reader)

    assert "geheim" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{notice.pk}/").status_code == 404
    assert client.post(f"{LIST}{notice.pk}/read/").status_code == 404
    client.post(f"{LIST}read/")
    assert Notice.objects.unread().get() == notice


def test_list_has_pages_and_filters_and_costs_the_same_for_many(reader):
    client = signed_in(reader)
    tell(reader, "1")
    one = count_queries(client, LIST)
    tell(reader, *(f"n{number}" for number in range(25)))
    assert count_queries(client, LIST) == one

    assert len(client.get(LIST).context["object_list"]) == 20
    assert len(client.get(f"{LIST}?p=2").context["object_list"]) == 6
    assert len(client.get(f"{LIST}?state=read").context["object_list"]) == 0
    assert len(client.get(f"{LIST}?group=tests&state=unread").context["object_list"]) == 20


def test_everybody_chooses_how_they_are_told(reader):
    client = signed_in(reader)
    page = client.get(CHOICES)
    groups = list(page.context["form"].fields)
    assert page.context["form"]["tests"].initial == NoticeMode.AT_ONCE

    client.post(CHOICES, dict.fromkeys(groups, NoticeMode.LIST_ONLY))

    assert NoticePreference.objects.filter(user=reader, mode=NoticeMode.LIST_ONLY).count() == len(groups)
    assert list(client.post(CHOICES, {**dict.fromkeys(groups, "digest"), "tests": "loud"}).context["form"].errors) == [
        "tests"
    ]


def template():
    seed_notice_templates()
    return NoticeTemplate.objects.get(kind=INSIDE)


def test_every_kind_has_a_text_and_what_the_office_changed_stays():
    own = template()
    own.subject = "改过{number}"
    own.save()

    assert seed_notice_templates() == 0
    assert fill_notice(INSIDE, {"number": "7"}).subject == "改过7"


def test_section_changes_a_text_and_its_history_is_kept(section):
    one = template()
    signed_in(section).post(f"{TEXTS}edit/{one.pk}/", {"subject": "编号{number}", "body": "请看{link}"})

    one.refresh_from_db()
    assert (one.subject, one.body) == ("编号{number}", "请看{link}")
    assert one.history.count() == 2
    assert one.history.latest().history_user == section


def test_unknown_placeholders_are_refused_at_their_fields(section):
    one = template()
    response = signed_in(section).post(
        f"{TEXTS}edit/{one.pk}/", {"subject": "{nobody}", "body": "{number}{phone}{name}"}
    )

    assert response.context["form"].errors == {
        "subject": ["未知的占位符：{nobody}"],
        "body": ["未知的占位符：{name}, {phone}"],
    }
    assert "{phone}" in response.content.decode()
    one.refresh_from_db()
    assert one.subject == "事项{number}"


def test_preview_shows_examples_and_saves_nothing(section):
    one = template()
    response = signed_in(section).post(
        f"{TEXTS}edit/{one.pk}/", {"subject": "看{number}", "body": "<b>{link}</b>", "preview": "1"}
    )

    page = response.content.decode()
    assert "看0001" in page
    assert "&lt;b&gt;https://example.gov.cn/&lt;/b&gt;" in page
    one.refresh_from_db()
    assert one.subject == "事项{number}"


def test_texts_are_the_sections(reader):
    address = f"{TEXTS}edit/{template().pk}/"
    client = signed_in(reader)

    assert is_refused(client.get(TEXTS))
    assert is_refused(client.get(address))
    assert is_refused(client.post(address, {"subject": "x", "body": "y"}))
    assert NoticeTemplate.objects.get(kind=INSIDE).subject == "事项{number}"
