"""Personal data are covered on the desk; who needs them says what for, and that is on record."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from civic_interaction.domain.anonymise import anonymise_letter
from civic_interaction.domain.keep_upload import keep_upload
from civic_interaction.domain.look_at_sender import look_at_sender
from civic_interaction.enums import CaseState, Event
from civic_interaction.models import CaseEvent, CollectionEvent, Sender, Upload
from civic_interaction.privacy.masking.facts import shade_fact, surname_of
from civic_office.enums import Role
from tests import factories
from tests.interaction.collections.asked import DURING, give, make_bureau, make_collection
from tests.interaction.letters import MONDAY, bring_to, fresh
from tests.queries import count_queries
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
SAID = {"purpose": "contact", "explanation": "约李明看现场"}


@pytest.fixture
def case(city):
    return bring_to(CaseState.HANDLING, city, now=timezone.now())


def look(case):
    return reverse("civic_letters:look", args=(case.pk,))


def page_of(case):
    return reverse("civic_letters:case", args=(case.pk,))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("name", "张三", "张*"),
        ("name", "欧阳小明", "欧阳*"),
        ("name", "买买提·艾力", "买*"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "1234567", "1****7"),
        ("id_number", "11010519491231002X", "110****2X"),
        ("mail", "zhang.san@example.cn", "z***@example.cn"),
        ("address", "临江市和平路18号2单元301室", "临江市和平路****"),
        ("organisation", "临江市供热公司", "临江市供热公司"),
        ("phone", "", ""),
    ],
)
def test_a_fact_is_covered_and_still_known_again(name, value, shown):
    assert shade_fact(name, value) == shown


def test_surnames_are_told_where_there_are_some():
    assert [surname_of(name) for name in ("李明", "欧阳小明", "买买提·艾力", "", "临江供热公司")] == [
        "李",
        "欧阳",
        "",
        "",
        "",
    ]


def test_a_look_shows_the_sender_once_and_is_recorded(city, case):
    handler = signed_in(city.handler)

    shown = handler.post(look(case), SAID)
    after = handler.get(page_of(case)).content.decode()

    event = CaseEvent.objects.get(event=Event.LOOKED)
    assert "13800138000" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "13800138000" not in after
    assert (event.case, event.actor, event.unit) == (case, city.handler, city.unit)
    assert event.data == {"purpose": "contact", "explanation": "约李某看现场"}
    assert [word for word in ("查看个人信息", "联系来信人", "约李某看现场") if word not in after] == []


@pytest.mark.parametrize("sent", [{}, {"purpose": "curiosity"}, {"purpose": "other", "explanation": " "}])
def test_without_a_reason_nothing_is_shown_and_nothing_recorded(city, case, sent):
    answer = signed_in(city.handler).post(look(case), sent)

    assert answer.context["form"].errors
    assert "13800138000" not in answer.content.decode()
    assert not CaseEvent.objects.filter(event=Event.LOOKED).exists()


def test_who_need_not_reach_the_citizen_may_not_look(city):
    case = bring_to(CaseState.HANDLING, city, now=timezone.now(), assisting=[city.other])
    proofreader = factories.make_post(role=Role.PROOFREADER).user
    factories.give_access(proofreader)

    for person in (city.stranger, proofreader):
        assert is_refused(signed_in(person).post(look(case), SAID))
    assert not CaseEvent.objects.filter(event=Event.LOOKED).exists()


def test_after_the_data_are_erased_there_is_nothing_to_look_at(city, case):
    type(case).objects.filter(pk=case.pk).update(state="withdrawn", closed_at=MONDAY)
    anonymise_letter(case.letter, now=timezone.now())

    answer = signed_in(city.section).post(look(case), SAID, follow=True)

    assert "个人信息已清除" in answer.content.decode()
    assert not CaseEvent.objects.filter(event=Event.LOOKED).exists()


def test_no_list_shows_a_sender(city, case):
    section = signed_in(city.section)
    pages = ["/admin/letters/", "/admin/letters/?q=13800138000", f"/admin/letters/?q={case.number}", "/admin/"]

    said = "".join(section.get(page).content.decode() for page in pages).replace('value="13800138000"', "")

    assert [secret for secret in ("李明", "138****8000") if secret in said] == []


def test_looking_costs_the_page_no_queries(city, case):
    handler = signed_in(city.handler)
    handler.get(page_of(case))
    before = count_queries(lambda: handler.get(page_of(case)))
    for _time in range(3):
        look_at_sender(fresh(case), purpose="contact", by=city.handler, now=timezone.now())

    assert count_queries(lambda: handler.get(page_of(case))) == before


@pytest.fixture
def inspector(db):
    person = factories.make_post(role=Role.AUDITOR).user
    factories.give_access(person)
    return signed_in(person)


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_shows_inspectors_who_looked(city, case, inspector, count):
    for _time in range(count):
        look_at_sender(fresh(case), purpose="verify", explanation="核对", by=city.handler, now=timezone.now())
    inspector.get("/admin/looks/letters/")

    queries = count_queries(lambda: inspector.get("/admin/looks/letters/"))
    page = inspector.get("/admin/looks/letters/")

    assert queries == 14
    said = page.content.decode()
    assert len(page.context["object_list"]) == count
    assert [word for word in (case.number, "核实身份或情况", str(city.unit)) if word not in said] == []
    assert "李明" not in said


def test_the_register_is_narrowed_and_closed_to_who_is_inspected(city, case, inspector):
    look_at_sender(case, purpose="verify", by=city.handler, now=timezone.now())

    def rows(query):
        return len(inspector.get(f"/admin/looks/letters/?{query}").context["object_list"])

    assert rows(f"actor={city.handler.pk}") == rows("purpose=verify") == rows(f"unit={city.unit.pk}") == 1
    assert rows(f"actor={city.desk.pk}") == rows("purpose=contact") == rows("at_from=2030-01-01") == 0
    for person in (city.section, city.handler):
        assert is_refused(signed_in(person).get("/admin/looks/letters/"))


@pytest.fixture
def bureau(db):
    bureau = make_bureau()
    factories.give_access(bureau.handler, bureau.drafter, bureau.section, bureau.stranger)
    return bureau


def test_givers_of_opinions_are_covered_and_looks_recorded(bureau, inspector):
    collection = make_collection(bureau)
    opinion = give(collection).opinion
    address = reverse("civic_collections:look", args=(collection.pk, opinion.pk))
    page = reverse("civic_collections:opinion", args=(collection.pk, opinion.pk))
    handler = signed_in(bureau.handler)

    covered = handler.get(page).content.decode()
    shown = handler.post(address, SAID)
    refused = handler.post(address, {"purpose": "other"})

    event = CollectionEvent.objects.get(step="looked")
    assert ("13800138000" in covered, "138****8000" in covered) == (False, True)
    assert "13800138000" in shown.content.decode()
    assert shown.context["action_url"] == page
    assert (event.actor, event.data["opinion"], event.data["explanation"]) == (
        bureau.handler,
        opinion.receipt_number,
        "约李某看现场",
    )
    assert refused.context["form"].errors.keys() == {"explanation"}
    assert is_refused(signed_in(bureau.stranger).post(address, SAID))
    assert opinion.receipt_number in inspector.get("/admin/looks/opinions/").content.decode()
    assert Sender.objects.count() == 0


def test_files_of_an_opinion_are_opened_by_who_deals_with_it_and_only_when_they_are_clean(bureau):
    collection = make_collection(bureau)
    upload = keep_upload(ContentFile("平面图".encode(), "平面图.txt"), now=DURING)
    opinion = give(collection, uploads=[upload.token]).opinion
    file = reverse("civic_collections:file", args=(collection.pk, opinion.files.get().pk))
    page = reverse("civic_collections:opinion", args=(collection.pk, opinion.pk))
    handler = signed_in(bureau.handler)

    named = handler.get(page).content.decode()
    opened = handler.get(file)

    assert "平面图.txt" in named
    assert b"".join(opened.streaming_content).decode() == "平面图"
    assert opened["Content-Disposition"].startswith("attachment")
    assert is_refused(signed_in(bureau.stranger).get(file))
    other = make_collection(bureau)
    assert handler.get(reverse("civic_collections:file", args=(other.pk, opinion.files.get().pk))).status_code == 404
    Upload.objects.update(quarantined=True, finding="Eicar")
    assert handler.get(file).status_code == 404
    assert "查毒程序发现了问题" in handler.get(page).content.decode()
    Upload.objects.all().delete()
    assert "附件已清除" in handler.get(page).content.decode()
