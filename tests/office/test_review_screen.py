"""The queue and the screen where a step of review is decided."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from civic_disclosure.models import ItemPage
from civic_office.domain.review import approve_step
from civic_office.enums import Role
from civic_office.models import ReviewState
from tests import factories
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    return factories.make_column(unit.catalogue)


@pytest.fixture
def officer(unit):
    return factories.make_officer(unit)


@pytest.fixture
def reviewer(unit):
    return factories.holder_of(Role.SECTION_REVIEWER, unit)


def send(column, officer, title="2026年部门预算"):
    item = factories.make_item(column, title, by=officer)
    item.get_workflow().start(item, officer)
    return ItemPage.objects.get(pk=item.pk)


def address_of(item):
    return reverse(
        "civic_office_review:decide", args=(ItemPage.objects.get(pk=item.pk).current_workflow_task_state.pk,)
    )


def publish_once(item, unit):
    for role in factories.STEPS:
        state = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
        approve_step(state, by=factories.holder_of(role, unit), now=timezone.now(), comment="同意")
    return ItemPage.objects.get(pk=item.pk)


def test_queue_shows_what_waits_for_me_and_nothing_else(column, officer, reviewer, unit):
    send(column, officer)
    secrecy = factories.holder_of(Role.SECRECY_REVIEWER, unit)

    assert "2026年部门预算" in signed_in(reviewer).get(reverse("civic_office_review:index")).content.decode()
    assert "没有等您审核的信息" in signed_in(secrecy).get(reverse("civic_office_review:index")).content.decode()
    assert "2026年部门预算" not in signed_in(officer).get(reverse("civic_office_review:index")).content.decode()


def test_queue_of_the_office_is_filtered_by_unit_step_and_age(unit):
    proofreader = factories.holder_of(Role.PROOFREADER, unit)
    for name in ("市审计局", "市教育局"):
        other, catalogue = factories.open_unit(name)
        item = send(factories.make_column(catalogue), factories.make_officer(other), f"{name}的信息")
        for role in (Role.SECTION_REVIEWER, Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER):
            state = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
            approve_step(state, by=factories.holder_of(role, other), now=timezone.now(), comment="同意")
    old = ReviewState.objects.waiting().earliest("pk")
    TaskState.objects.filter(pk=old.pk).update(started_at=timezone.now() - datetime.timedelta(days=8))
    client = signed_in(proofreader)

    def titles(**filters):
        page = client.get(reverse("civic_office_review:index"), filters)
        return {step.revision.object_str for step in page.context["object_list"]}

    assert titles() == {"市审计局的信息", "市教育局的信息"}
    assert titles(unit=old.unit_id) == {old.revision.object_str}
    assert titles(age=7) == {old.revision.object_str}
    assert titles(role=Role.OFFICE_LEADER) == set()
    assert titles(age="x") == {"市审计局的信息", "市教育局的信息"}


def test_queue_costs_the_same_for_one_and_three(column, officer, reviewer):
    client = signed_in(reviewer)
    send(column, officer, "第一条")

    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("civic_office_review:index"))
        return len(queries)

    count_queries()
    one = count_queries()
    send(column, officer, "第二条")
    send(column, officer, "第三条")

    assert (one <= 40, count_queries()) == (True, one)


@pytest.mark.shows("R086", "R087")
def test_screen_shows_the_item_the_opinions_and_the_four_gates(column, officer, reviewer, unit):
    item = send(column, officer)
    signed_in(reviewer).post(address_of(item), {"decision": "approve", "comment": "数字已核"})

    page = signed_in(factories.holder_of(Role.SECRECY_REVIEWER, unit)).get(address_of(item)).content.decode()

    for words in (
        "2026年部门预算",
        "数字已核",
        "科室审核",
        "这是首次报送，全部为新内容。",
        "政治关",
        "法律关",
        "保密关",
        "文字关",
    ):
        assert words in page
    assert not re.search(r">[^<]*None[^<]*<", page)


def test_screen_shows_what_changed_since_the_text_that_was_approved(column, officer, reviewer, unit):
    item = publish_once(send(column, officer), unit)
    changed = ItemPage.objects.get(pk=item.pk)
    changed.title, changed.keywords = "2026年部门预算（调整）", "预算"
    changed.save_revision(user=officer)
    changed.get_workflow().start(changed, officer)

    response = signed_in(reviewer).get(address_of(item))

    assert [str(comparison.field_label()) for comparison in response.context["comparison"]] == ["标题", "关键词"]
    assert '<span class="addition">' in response.content.decode()


def test_changed_table_is_shown_row_by_row(column, officer, reviewer, unit):
    item = factories.make_item(column, by=officer, body=[("table", {"data": [["项目", "年初"], ["收入", "100亿元"]]})])
    item.get_workflow().start(item, officer)
    changed = publish_once(item, unit)
    changed.body = [("text", "<p>无表</p>")]
    changed.save_revision(user=officer)
    changed.get_workflow().start(changed, officer)

    page = signed_in(reviewer).get(address_of(item)).content.decode()

    assert "收入 | 100亿元" in page
    assert "first_row_is_table_header" not in page


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"decision": "approve", "comment": ""}, "comment"),
        ({"decision": "approve", "comment": "   "}, "comment"),
        ({"decision": "approve", "comment": "长" * 501}, "comment"),
        ({"decision": "return", "comment": "请改", "reason": ""}, "reason"),
        ({"decision": "return", "comment": "请改", "reason": "because"}, "reason"),
    ],
)
def test_bad_decision_is_a_sentence_at_the_field_and_keeps_the_opinion(column, officer, reviewer, data, field):
    item = send(column, officer)

    response = signed_in(reviewer).post(address_of(item), data)

    form = response.context["forms"][data["decision"]]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["comment"].value() == data["comment"]
    assert ReviewState.objects.get().status == "in_progress"


def test_step_that_was_decided_meanwhile_says_so_and_keeps_the_opinion(column, officer, reviewer):
    item = send(column, officer)
    address = address_of(item)
    approve_step(item.current_workflow_task_state, by=reviewer, now=timezone.now(), comment="同意")

    response = signed_in(reviewer).post(address, {"decision": "return", "reason": "wording", "comment": "有错字"})

    assert response.status_code == 422
    assert "这个环节已经审核过了。" in response.content.decode()
    assert response.context["forms"]["return"]["comment"].value() == "有错字"


def test_nobody_decides_what_they_wrote(column, unit, reviewer):
    item = send(column, reviewer)
    client = signed_in(reviewer)

    assert "内容是您本人写的" in client.get(address_of(item)).content.decode()
    client.post(address_of(item), {"decision": "approve", "comment": "同意"})

    assert ReviewState.objects.get().status == "in_progress"


@pytest.mark.parametrize("role", [Role.SECRECY_REVIEWER, Role.PROOFREADER, Role.DISCLOSURE_SECTION])
def test_other_roles_may_look_but_not_decide(column, officer, unit, role):
    item = send(column, officer)
    client = signed_in(factories.holder_of(role, unit))

    assert "这个环节由其他人审核。" in client.get(address_of(item)).content.decode()
    client.post(address_of(item), {"decision": "approve", "comment": "同意"})

    assert ReviewState.objects.get().status == "in_progress"


def test_unknown_step_is_not_found(reviewer):
    assert signed_in(reviewer).get(reverse("civic_office_review:decide", args=(999_999,))).status_code == 404


@pytest.mark.shows("R185", "R186", "R187", "R188")
def test_paper_forms_carry_the_recorded_opinions(column, officer, unit):
    item = publish_once(send(column, officer), unit)
    client = signed_in(officer)

    approval = client.get(reverse("civic_disclosure_approval_form", args=(item.pk,))).content.decode()
    review = client.get(reverse("civic_disclosure_review_form", args=(item.pk,))).content.decode()

    for label in (
        "序号",
        "单位",
        "发布时间",
        "发布单位",
        "拟办人",
        "审稿人",
        "发布内容",
        "发布栏目",
        "科室意见",
        "主管领导意见",
        "主要领导意见",
        "发布人",
    ):
        assert label in approval
    for label in (
        "申请单位（盖章）",
        "申请时间",
        "信息标题",
        "☐通知",
        "☐公告",
        "☐调查",
        "☐新闻",
        "☐公文",
        "☑其他",
        "校对人签字",
        "政务公开科意见",
        "政府办领导意见",
    ):
        assert label in review
    assert approval.count("同意") == 3
    assert "None" not in approval + review


def test_paper_forms_are_closed_to_other_units(column, officer):
    item = send(column, officer)
    stranger = factories.make_officer(factories.open_unit("市审计局")[0])

    response = signed_in(stranger).get(reverse("civic_disclosure_approval_form", args=(item.pk,)))

    assert response["Location"] == reverse("wagtailadmin_home")
