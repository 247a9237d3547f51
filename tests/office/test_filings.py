import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic_office.domain.decide_filing import decide_filing
from civic_office.domain.file_with_office import file_with_office
from civic_office.enums import FilingKind, FilingState, Role
from civic_office.models import Filing
from civic_office.signals import filing_decided, filing_filed
from tests.factories import make_post, make_section_officer, make_unit, make_user
from tests.lists import count_queries

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/office/filings/", "/admin/office/filings/new/"


@pytest.fixture
def officer():
    return make_post().user


@pytest.fixture
def outage(officer):
    return file_with_office(
        FilingKind.OUTAGE, unit=officer.posts.get().unit, subject="网站停机", by=officer, now=timezone.now()
    )


def test_file_waits_for_the_office_and_is_announced(officer):
    seen = []

    def receiver(sender, filing, by, **kwargs):
        seen.append((filing.subject, by))

    filing_filed.connect(receiver)
    unit = officer.posts.get().unit
    filing = file_with_office(
        FilingKind.COLUMN_ADDED, unit=unit, subject="增设栏目", facts={"column": 7}, by=officer, now=timezone.now()
    )
    filing_filed.disconnect(receiver)

    assert seen == [("增设栏目", officer)]
    assert filing in Filing.objects.awaiting_office()
    assert filing.facts == {"column": 7}


def test_file_for_another_unit_or_without_a_person_is_refused(officer):
    with pytest.raises(PermissionDenied):
        file_with_office(FilingKind.OUTAGE, unit=make_unit(), subject="停机", by=officer, now=timezone.now())
    with pytest.raises(PermissionDenied):
        file_with_office(FilingKind.OUTAGE, unit=make_unit(), subject="停机", by=None, now=timezone.now())


def test_decide_filing_records_who_and_when_and_is_announced(outage):
    section, seen = make_section_officer(), []

    def receiver(sender, filing, by, **kwargs):
        seen.append((filing.state, by))

    filing_decided.connect(receiver)
    now = timezone.now()
    decided = decide_filing(outage, decision=FilingState.REFUSED, answer="请补充时间", by=section, now=now)
    filing_decided.disconnect(receiver)

    assert (decided.state, decided.answer, decided.decided_by, decided.decided_at) == (
        "refused",
        "请补充时间",
        section,
        now,
    )
    assert seen == [("refused", section)]


def test_decide_filing_guards(outage):
    section = make_section_officer()
    for decision, answer in ((FilingState.REFUSED, "  "), (FilingState.FILED, ""), ("nonsense", "")):
        with pytest.raises(ValidationError):
            decide_filing(outage, decision=decision, answer=answer, by=section, now=timezone.now())

    decide_filing(outage, decision=FilingState.ACCEPTED, by=section, now=timezone.now())
    with pytest.raises(ValidationError):
        decide_filing(outage, decision=FilingState.REFUSED, answer="改主意", by=section, now=timezone.now())


@pytest.mark.parametrize("role", [Role.INFORMATION_OFFICER, Role.PRINCIPAL_LEADER])
def test_units_do_not_decide_their_own_filings(client, outage, role):
    person = make_post(unit=outage.unit, role=role).user
    client.force_login(person)

    client.post(f"{LIST}{outage.pk}/", {"decision": "accepted"})

    outage.refresh_from_db()
    assert outage.state == FilingState.FILED
    with pytest.raises(PermissionDenied):
        decide_filing(outage, decision=FilingState.ACCEPTED, by=person, now=timezone.now())


def test_section_decides_by_url(client, outage):
    client.force_login(make_section_officer())

    refused = client.post(f"{LIST}{outage.pk}/", {"decision": "refused", "answer": ""})
    client.post(f"{LIST}{outage.pk}/", {"decision": "accepted", "answer": "已知悉"})

    outage.refresh_from_db()
    assert list(refused.context["form"].errors) == ["answer"]
    assert (outage.state, outage.answer) == ("accepted", "已知悉")
    assert client.get(f"{LIST}{outage.pk}/").context["may_decide"] is False


def test_unit_files_by_url_and_sees_its_own_only(client, officer, outage):
    other = make_post().user
    file_with_office(FilingKind.OUTAGE, unit=other.posts.get().unit, subject="别家停机", by=other, now=timezone.now())
    client.force_login(officer)

    response = client.post(NEW, {"kind": "outage", "unit": outage.unit.pk, "subject": "又停机"})

    assert response.url == LIST
    subjects = [f.subject for f in client.get(LIST).context["object_list"] if f.kind == FilingKind.OUTAGE]
    assert subjects == ["又停机", "网站停机"]
    hidden = Filing.objects.get(subject="别家停机")
    assert client.get(f"{LIST}{hidden.pk}/").status_code == 302


def test_unit_cannot_file_for_another_or_as_what_files_itself(client, officer):
    client.force_login(officer)

    wrong_unit = client.post(NEW, {"kind": "outage", "unit": make_unit().pk, "subject": "停机"})
    wrong_kind = client.post(NEW, {"kind": "account", "unit": officer.posts.get().unit.pk, "subject": "停机"})

    assert list(wrong_unit.context["form"].errors) == ["unit"]
    assert list(wrong_kind.context["form"].errors) == ["kind"]
    assert Filing.objects.exclude(kind=FilingKind.PERSONNEL).count() == 0


def test_people_without_a_post_see_no_filings(client, outage):
    client.force_login(make_user())

    assert [client.get(page).status_code for page in (LIST, NEW, f"{LIST}{outage.pk}/")] == [302, 302, 302]


def test_list_takes_the_same_queries_for_3_rows_as_for_1(client, officer, outage):
    Filing.objects.exclude(pk=outage.pk).delete()
    client.force_login(make_user(is_superuser=True))
    one = count_queries(client, LIST)
    for number in (2, 3):
        file_with_office(FilingKind.OUTAGE, unit=outage.unit, subject=f"停机{number}", by=officer, now=timezone.now())

    assert count_queries(client, LIST) == one
