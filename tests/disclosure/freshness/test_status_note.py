"""The public note of a column that holds nothing: proposed, approved, withdrawn by an item, back when it is empty again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.status_note import approve_note, withdraw_note, write_note
from civic_disclosure.models import Duty, StatusNote
from civic_office.enums import Role
from tests import factories
from tests.jobs import run_jobs
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.shows("R023")]
TEXT = "本栏目目前没有应公开的信息。"


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    column = factories.make_column(unit.catalogue, "重大建设项目")
    run_jobs()
    return column


@pytest.fixture
def officer(unit):
    return factories.make_officer(unit)


@pytest.fixture
def leader(unit):
    return factories.holder_of(Role.SUPERVISING_LEADER, unit)


def publish_note(column, officer, leader):
    return approve_note(write_note(column, TEXT, by=officer, now=timezone.now()), by=leader, now=timezone.now())


def told_to_public(client, column):
    return client.get(f"/api/v1/columns/{column.pk}/").json()["status_note"]


def state_of(column):
    return StatusNote.objects.get(pk=column.pk).state


def test_a_note_is_public_once_somebody_else_has_approved_it(client, column, officer, leader):
    note = write_note(column, TEXT, by=officer, now=timezone.now())
    assert told_to_public(client, column) is None

    approve_note(note, by=leader, now=timezone.now())

    assert told_to_public(client, column)["text"] == TEXT
    assert [row.state for row in StatusNote.history.order_by("history_id")] == ["proposed", "public"]
    with pytest.raises(ValidationError):
        approve_note(note, by=leader, now=timezone.now())


def test_an_item_withdraws_the_note_and_its_withdrawal_brings_it_back_for_approval(client, column, officer, leader):
    publish_note(column, officer, leader)
    record = factories.make_published(column)
    run_jobs()
    assert (state_of(column), told_to_public(client, column)) == ("withdrawn", None)

    factories.withdraw(record)
    run_jobs()

    assert (state_of(column), told_to_public(client, column)) == ("proposed", None)


def test_without_a_clock_a_note_may_stand_beside_items_until_the_next_one(column, officer, leader):
    factories.make_published(column)
    run_jobs()
    publish_note(column, officer, leader)
    run_jobs()
    assert state_of(column) == "public"

    factories.make_published(column, "又一条")
    run_jobs()

    assert state_of(column) == "withdrawn"


def test_a_column_with_items_and_a_clock_takes_no_note(column, unit, officer):
    Duty.objects.create(column=column, unit=unit, cadence_text="每周")
    factories.make_published(column)
    run_jobs()

    with pytest.raises(ValidationError):
        write_note(column, TEXT, by=officer, now=timezone.now())


def test_another_text_waits_for_approval_again_and_the_same_changes_nothing(column, officer, leader):
    publish_note(column, officer, leader)

    assert write_note(column, TEXT, by=officer, now=timezone.now()).state == "public"
    assert write_note(column, "另一种说法。", by=officer, now=timezone.now()).state == "proposed"


@pytest.mark.parametrize(
    ("role", "may_write", "may_approve"),
    [
        (Role.INFORMATION_OFFICER, True, False),
        (Role.DRAFTER, True, False),
        (Role.SECRECY_REVIEWER, False, False),
        (Role.SUPERVISING_LEADER, False, True),
        (Role.DISCLOSURE_SECTION, True, True),
        (Role.AUDITOR, False, False),
    ],
)
def test_who_writes_and_who_approves(unit, column, officer, role, may_write, may_approve):
    where = factories.make_government_office() if role in {Role.DISCLOSURE_SECTION, Role.AUDITOR} else unit
    user = factories.make_post(unit=where, role=role).user

    assert (
        allowed(
            lambda: withdraw_note(write_note(column, TEXT, by=user, now=timezone.now()), by=user, now=timezone.now())
        )
        == may_write
    )
    note = write_note(column, "等待批准。", by=officer, now=timezone.now())
    assert allowed(lambda: approve_note(note, by=user, now=timezone.now())) == may_approve


def allowed(act):
    try:
        act()
    except PermissionDenied:
        return False
    return True


def test_nobody_of_another_unit_sees_writes_or_approves(column, officer):
    other = factories.open_unit("市教育局")[0]
    note = write_note(column, TEXT, by=officer, now=timezone.now())
    address = reverse("civic_freshness:column", args=(column.pk,))
    for user in (factories.make_officer(other), factories.holder_of(Role.SUPERVISING_LEADER, other)):
        client = signed_in(user)
        assert client.get(address).status_code in {302, 403}
        for data in ({"text": "改"}, {"step": "approve"}, {"step": "withdraw"}):
            client.post(address, data)
        note.refresh_from_db()
        assert (note.state, note.text) == ("proposed", TEXT)


def test_the_page_of_a_column_explains_and_takes_the_note(column, officer, leader):
    address = reverse("civic_freshness:column", args=(column.pk,))
    page = signed_in(officer).get(address).content.decode()
    assert "责任表和一般时限都没有规定本栏目多久更新一次。" in page
    assert "产生后将及时在此公开" in page

    assert "必填" in signed_in(officer).post(address, {"text": ""}).content.decode()
    signed_in(officer).post(address, {"text": TEXT})
    assert "批准说明" not in signed_in(officer).get(address).content.decode()
    signed_in(officer).post(address, {"step": "approve"})
    assert state_of(column) == "proposed"

    refused = signed_in(officer).post(address, {"text": "长" * 501}).content.decode()
    assert f"<blockquote>{TEXT}</blockquote>" in refused
    assert "长" * 501 in refused

    assert "批准说明" in signed_in(leader).get(address).content.decode()
    signed_in(leader).post(address, {"step": "approve"})
    assert state_of(column) == "public"
    signed_in(leader).post(address, {"step": "withdraw"})
    assert state_of(column) == "public"
    signed_in(officer).post(address, {"step": "withdraw"})
    assert state_of(column) == "withdrawn"
