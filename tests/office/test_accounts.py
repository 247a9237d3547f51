import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from civic_office.accounts import (
    LettersAndDigitsValidator,
    PasswordDemand,
    make_initial_password,
    note_password,
    password_demand,
)
from civic_office.domain.change_password import change_password
from civic_office.domain.open_account import open_account
from civic_office.domain.reset_password import reset_password
from civic_office.enums import FilingKind, FilingState, Role
from civic_office.models import Filing, PasswordState
from tests.factories import make_government_office, make_post, make_section_officer, make_unit, make_user

pytestmark = pytest.mark.django_db
HOME = "/admin/"
PASSWORD_PAGE = "/admin/office/password/"


@pytest.fixture(autouse=True)
def rules_on(settings):
    settings.CIVIC_OFFICE_PASSWORD_CHANGE_REQUIRED = True


@pytest.fixture
def officer():
    return make_post().user


def request_form(unit, **changes):
    return {"trouble": "forgotten", "unit": unit.pk, "name": "李明", "phone": "8727000", "username": "liming"} | changes


@pytest.mark.shows("R177")
@pytest.mark.parametrize("password", ["onlyletters", "20261120", "财政局2026财政局"])
def test_password_needs_letters_and_digits(password):
    with pytest.raises(ValidationError):
        LettersAndDigitsValidator().validate(password)


@pytest.mark.shows("R177")
def test_password_needs_eight_characters(officer):
    with pytest.raises(ValidationError):
        change_password(officer, new="Cz2026a", now=timezone.now())

    change_password(officer, new="Cz2026ab", now=timezone.now())
    assert officer.check_password("Cz2026ab")


def test_initial_passwords_satisfy_the_rules_themselves():
    for password in {make_initial_password() for _ in range(50)}:
        LettersAndDigitsValidator().validate(password)
        assert len(password) == 12


@pytest.mark.shows("R175")
def test_password_set_by_somebody_else_must_be_changed(officer):
    officer.set_password("Wangwei2027")
    officer.save()

    assert password_demand(officer, now=timezone.now()) is PasswordDemand.INITIAL


@pytest.mark.shows("R175")
def test_account_of_which_nothing_is_known_must_change_its_password(officer):
    PasswordState.objects.filter(user=officer).delete()

    assert password_demand(officer, now=timezone.now()) is PasswordDemand.INITIAL


@pytest.mark.shows("R176")
def test_password_must_be_changed_after_90_days(officer, settings):
    changed = timezone.now()
    note_password(officer, must_change=False, now=changed)

    assert password_demand(officer, now=changed + datetime.timedelta(days=90)) is None
    assert password_demand(officer, now=changed + datetime.timedelta(days=90, seconds=1)) is PasswordDemand.OLD
    settings.CIVIC_OFFICE_PASSWORD_MAX_AGE_DAYS = 180
    assert password_demand(officer, now=changed + datetime.timedelta(days=91)) is None


@pytest.mark.shows("R175")
def test_initial_password_leads_to_the_password_page_and_back(client, officer):
    note_password(officer, must_change=True, now=timezone.now())
    client.force_login(officer)

    response = client.get("/admin/office/posts/?p=1")
    assert response.url == f"{PASSWORD_PAGE}?next=%2Fadmin%2Foffice%2Fposts%2F%3Fp%3D1"
    page = client.get(response.url)
    assert page.status_code == 200
    done = client.post(
        PASSWORD_PAGE,
        {"old": "Wangwei2026", "new": "Chuntian2027", "again": "Chuntian2027", "next": page.context["next"]},
    )

    assert done.url == "/admin/office/posts/?p=1"
    assert client.get("/admin/office/posts/?p=1").status_code == 200


def test_initial_password_opens_nothing_by_post_either(client, officer):
    note_password(officer, must_change=True, now=timezone.now())
    client.force_login(officer)

    response = client.post("/admin/office/filings/new/", {"subject": "停机"})

    assert response.url.startswith(PASSWORD_PAGE)
    assert Filing.objects.filter(subject="停机").count() == 0


@pytest.mark.parametrize("address", ["/documents/1/a.pdf", "/documents/authenticate_with_password/1/"])
def test_initial_password_opens_no_file_either(client, officer, address):
    note_password(officer, must_change=True, now=timezone.now())
    client.force_login(officer)

    assert client.get(address).url.startswith(PASSWORD_PAGE)
    assert client.post(address, {"password": "x"}).url.startswith(PASSWORD_PAGE)

    note_password(officer, must_change=False, now=timezone.now())
    assert client.get(address).status_code == 404


@pytest.mark.shows("R176")
def test_old_password_stops_pages_but_not_what_is_being_sent(client, officer):
    note_password(officer, must_change=False, now=timezone.now() - datetime.timedelta(days=91))
    client.force_login(officer)
    unit = officer.posts.get().unit

    sent = client.post("/admin/office/filings/new/", {"kind": FilingKind.OUTAGE, "unit": unit.pk, "subject": "停机"})

    assert sent.url == "/admin/office/filings/"
    assert client.get("/admin/office/filings/").url.startswith(PASSWORD_PAGE)


def test_signing_out_and_public_pages_stay_open(client, officer):
    note_password(officer, must_change=True, now=timezone.now())
    client.force_login(officer)

    assert client.get(reverse("civic_office:account_request")).status_code == 200
    assert client.post("/admin/logout/").url == "/admin/login/"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"old": "wrong", "new": "Chuntian2027", "again": "Chuntian2027"}, "old"),
        ({"old": "Wangwei2026", "new": "Chuntian2027", "again": "Chuntian2028"}, "again"),
        ({"old": "Wangwei2026", "new": "short1", "again": "short1"}, "new"),
        ({"old": "Wangwei2026", "new": "nodigitshere", "again": "nodigitshere"}, "new"),
        ({"old": "Wangwei2026", "new": "Wangwei2026", "again": "Wangwei2026"}, "new"),
    ],
)
def test_password_page_says_at_the_field_what_is_wrong(client, officer, answers, field):
    client.force_login(officer)

    response = client.post(PASSWORD_PAGE, answers)

    assert list(response.context["form"].errors) == [field]
    officer.refresh_from_db()
    assert officer.check_password("Wangwei2026")


def test_password_page_never_leads_to_another_site(client, officer):
    client.force_login(officer)

    response = client.post(
        PASSWORD_PAGE,
        {"old": "Wangwei2026", "new": "Chuntian2027", "again": "Chuntian2027", "next": "https://evil.example/"},
    )

    assert response.url == HOME


@pytest.mark.shows("R174", "R175")
def test_open_account_has_no_rights_and_an_initial_password():
    section = make_section_officer()

    user, password = open_account("liming", name="李明", by=section, now=timezone.now())

    assert user.check_password(password)
    assert (user.is_superuser, user.groups.count(), user.get_full_name()) == (False, 0, "李明")
    assert user.password_state.must_change
    assert user.password_state.history.first().history_user == section
    with pytest.raises(ValidationError):
        open_account("liming", name="李明", by=section, now=timezone.now())
    with pytest.raises(PermissionDenied):
        open_account("zhangsan", name="张三", by=user, now=timezone.now())


@pytest.mark.shows("R169")
def test_reset_password_hands_out_an_initial_one(officer):
    section = make_section_officer()

    password = reset_password(officer, by=section, now=timezone.now())

    officer.refresh_from_db()
    assert officer.check_password(password)
    assert officer.password_state.must_change
    assert officer.password_state.history.first().history_user == section


def test_reset_password_of_a_superuser_takes_a_superuser(officer):
    root = make_user(is_superuser=True)

    with pytest.raises(PermissionDenied):
        reset_password(root, by=make_section_officer(), now=timezone.now())
    with pytest.raises(PermissionDenied):
        reset_password(officer, by=make_post(role=Role.PRINCIPAL_LEADER).user, now=timezone.now())
    assert reset_password(root, by=make_user(is_superuser=True), now=timezone.now())


def test_lockout_after_five_wrong_passwords_has_a_page_in_chinese(client, officer, settings):
    settings.AXES_ENABLED = True
    wrong = {"username": officer.username, "password": "wrong"}

    answers = [client.post("/admin/login/", wrong) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "civic_office/accounts/locked_out.html" in [template.name for template in answers[-1].templates]
    assert answers[-1].context["cooloff_minutes"] == 15
    right = client.post("/admin/login/", {"username": officer.username, "password": "Wangwei2026"})
    assert right.status_code == 429
    password = reset_password(officer, by=make_section_officer(), now=timezone.now())
    assert client.post("/admin/login/", {"username": officer.username, "password": password}).url == HOME


@pytest.mark.shows("R169")
def test_sign_in_page_leads_to_the_account_request(client):
    assert reverse("civic_office:account_request") in client.get("/admin/login/").content.decode()


@pytest.mark.shows("R169")
def test_account_request_reaches_the_office(client):
    unit = make_unit("财政局")

    response = client.post(reverse("civic_office:account_request"), request_form(unit, text="换了手机"))

    assert response.url == reverse("civic_office:account_request_received")
    assert client.get(response.url).status_code == 200
    filing = Filing.objects.get()
    assert (filing.kind, filing.state, filing.unit, filing.text) == ("account", "filed", unit, "换了手机")
    assert (filing.facts["name"], filing.facts["phone"], filing.filed_by) == ("李明", "8727000", None)
    assert "127.0.0.1" not in str(filing.facts)


def test_account_request_keeps_what_was_typed(client):
    response = client.post(reverse("civic_office:account_request"), request_form(make_unit(), phone=""))

    assert list(response.context["form"].errors) == ["phone"]
    assert 'value="李明"' in response.content.decode()


def test_account_requests_from_one_address_are_limited(client, settings):
    settings.CIVIC_OFFICE_ACCOUNT_REQUESTS_PER_HOUR = 2
    unit = make_unit()
    page = reverse("civic_office:account_request")

    answers = [client.post(page, request_form(unit)).status_code for _ in range(3)]
    elsewhere = client.post(page, request_form(unit), REMOTE_ADDR="10.0.0.7").status_code

    assert answers == [302, 302, 429]
    assert elsewhere == 302


@pytest.mark.shows("R169", "R175")
def test_granting_a_request_shows_the_new_password_once(client, officer):
    section = make_section_officer()
    client.post(reverse("civic_office:account_request"), request_form(officer.posts.get().unit))
    filing = Filing.objects.get(kind=FilingKind.ACCOUNT)
    client.force_login(section)
    page = reverse("civic_filings:edit", args=(filing.pk,))

    shown = client.post(page, {"decision": "accepted", "username": officer.username})
    again = client.post(page, {"decision": "accepted", "username": officer.username})

    officer.refresh_from_db()
    filing.refresh_from_db()
    assert officer.check_password(shown.context["password"])
    assert "no-store" in shown["Cache-Control"]
    assert (filing.state, filing.decided_by) == (FilingState.ACCEPTED, section)
    assert again.context["form"].non_field_errors()


def test_granting_a_request_for_an_unknown_account_says_so(client):
    unit = make_unit()
    client.post(reverse("civic_office:account_request"), request_form(unit))
    filing = Filing.objects.get(kind=FilingKind.ACCOUNT)
    client.force_login(make_section_officer())

    response = client.post(
        reverse("civic_filings:edit", args=(filing.pk,)), {"decision": "accepted", "username": "nobody"}
    )

    filing.refresh_from_db()
    assert list(response.context["form"].errors) == ["username"]
    assert filing.state == FilingState.FILED


def test_account_requests_are_seen_by_the_office_only(client):
    unit = make_unit()
    client.post(reverse("civic_office:account_request"), request_form(unit))
    filing = Filing.objects.get(kind=FilingKind.ACCOUNT)
    client.force_login(make_post(unit=unit, role=Role.PRINCIPAL_LEADER).user)

    assert client.get(reverse("civic_filings:edit", args=(filing.pk,))).status_code == 302
    client.force_login(make_post(unit=make_government_office(), role=Role.AUDITOR).user)
    assert client.get(reverse("civic_filings:edit", args=(filing.pk,))).status_code == 200
