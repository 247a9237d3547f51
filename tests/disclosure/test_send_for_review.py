"""What is incomplete comes under review on no path: not by the editor's buttons, not by Wagtail's own calls, not by a script."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from civic_disclosure.domain.send_for_review import IncompleteError
from civic_disclosure.enums import ItemKind, Validity
from civic_disclosure.models import ItemPage
from civic_office.domain.review import approve_step, return_step
from civic_office.enums import ReturnReason, Role
from civic_office.models import ReviewState
from tests import factories

pytestmark = pytest.mark.django_db
SENTENCE = "本栏目必须填写：发文字号。"


@pytest.fixture
def strict(column):
    """A column that requires a document number."""
    column.required_elements = ["document_number"]
    column.save()
    return column


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def edit(item):
    return reverse("wagtailadmin_pages:edit", args=(item.pk,))


def send_back(item, *, role=Role.SECTION_REVIEWER):
    step = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
    return_step(
        step,
        by=factories.holder_of(role, item.owning_unit),
        now=timezone.now(),
        comment="请补充",
        reason=ReturnReason.INCOMPLETE,
    )
    return ItemPage.objects.get(pk=item.pk)


def returned_from(column, officer, **fields):
    """An item that was complete when it was sent, and came back."""
    item = factories.make_item(column, by=officer, **fields)
    item.get_workflow().start(item, officer)
    return send_back(item)


def require(column, *elements):
    column.required_elements = list(elements)
    column.save()


@pytest.mark.shows("R051")
def test_starting_a_workflow_refuses_an_incomplete_item_and_leaves_nothing_behind(strict, officer):
    item = factories.make_item(strict, by=officer)

    with pytest.raises(IncompleteError) as refused:
        item.get_workflow().start(item, officer)

    assert refused.value.sentences == {"document_number": SENTENCE}
    assert str(refused.value) == f"《2026年部门预算》不能报送审核。 {SENTENCE}"
    assert (WorkflowState.objects.count(), TaskState.objects.count()) == (0, 0)


def test_superuser_starts_no_workflow_on_an_incomplete_item_either(strict):
    superuser = factories.make_user(is_superuser=True)
    item = factories.make_item(strict, by=superuser)

    with pytest.raises(IncompleteError):
        item.get_workflow().start(item, superuser)


@pytest.mark.shows("R113")
def test_interpretation_without_its_policy_is_not_sent_by_a_script(column, officer):
    item = factories.make_item(column, kind=ItemKind.INTERPRETATION, by=officer)

    with pytest.raises(IncompleteError) as refused:
        item.get_workflow().start(item, officer)

    assert refused.value.sentences == {"interprets": "请选择所解读的政策文件。"}


def test_text_is_judged_as_last_saved_not_as_the_row_of_the_page_has_it(strict, officer):
    item = factories.make_item(strict, by=officer)
    item.document_number = "财预〔2026〕1号"
    item.save_revision(user=officer)

    item.get_workflow().start(item, officer)

    assert ItemPage.objects.get(pk=item.pk).workflow_in_progress


@pytest.mark.shows("R051")
def test_resuming_after_a_return_refuses_what_is_incomplete_by_now(column, officer):
    item = returned_from(column, officer)
    require(column, "document_number")
    state = item.current_workflow_state
    step = state.current_task_state_id

    with pytest.raises(IncompleteError):
        state.resume(user=officer)

    kept = WorkflowState.objects.get(pk=state.pk)
    assert (kept.status, kept.current_task_state_id) == ("needs_changes", step)
    assert ReviewState.objects.filter(workflow_state=kept).count() == 1


def test_resuming_behind_the_state_is_refused_at_the_step(column, officer):
    """A script that writes the state past its `save()` still begins no step."""
    item = returned_from(column, officer)
    require(column, "document_number")
    state = item.current_workflow_state
    WorkflowState.objects.filter(pk=state.pk).update(status="in_progress", current_task_state=None)

    with pytest.raises(IncompleteError):
        WorkflowState.objects.get(pk=state.pk).update(user=officer)

    assert not ReviewState.objects.waiting().exists()


def test_text_emptied_under_review_does_not_reach_the_next_step(column, officer):
    """The screens lock what is under review; a script may write, and may approve past the office's own function."""
    item = factories.make_item(column, by=officer)
    item.get_workflow().start(item, officer)
    step = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
    item = ItemPage.objects.get(pk=item.pk)
    item.body = []
    item.save_revision(user=officer)

    with pytest.raises(IncompleteError):
        step.approve(user=factories.make_user())

    assert [step.pk] == [waiting.pk for waiting in ReviewState.objects.waiting()]


def test_review_goes_on_though_the_column_asks_for_more_meanwhile(column, officer, unit):
    """What was complete when it was sent is not sent back by the machine; the reviewers decide."""
    item = factories.make_item(column, by=officer)
    item.get_workflow().start(item, officer)
    require(column, "document_number")

    approve_step(
        item.current_workflow_task_state,
        by=factories.holder_of(Role.SECTION_REVIEWER, unit),
        now=timezone.now(),
        comment="同意",
    )

    assert ItemPage.objects.get(pk=item.pk).current_workflow_task.specific.role == Role.SECRECY_REVIEWER


@pytest.mark.shows("R051")
@pytest.mark.parametrize("button", ["action-submit", "action-restart-workflow"])
def test_editor_resubmitting_after_a_return_sees_the_sentence_at_the_field(column, officer, client, button):
    item = returned_from(column, officer)
    require(column, "document_number")

    refused = client.post(edit(item), {**factories.item_form(source="市财政局预算科"), button: "1"})

    form = refused.context["form"]
    assert form.errors["document_number"] == [SENTENCE]
    assert form["source"].value() == "市财政局预算科"
    assert ItemPage.objects.get(pk=item.pk).current_workflow_state.status == "needs_changes"

    client.post(edit(item), {**factories.item_form(document_number="财预〔2026〕1号"), "action-submit": "1"})
    assert ItemPage.objects.get(pk=item.pk).workflow_in_progress


@pytest.mark.parametrize("action", ["publish", "unpublish", "move", "delete"])
def test_bulk_actions_send_nothing_for_review(strict, officer, client, action):
    item = factories.make_item(strict, by=officer)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))

    client.post(f"{address}?id={item.pk}&next=/admin/", {"chooser": strict.pk})

    assert WorkflowState.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"body": []},
        {"kind": ItemKind.POLICY, "validity": ""},
        {"kind": ItemKind.POLICY, "validity": Validity.EXPIRED},
        {"formed_on": datetime.date(2100, 1, 1)},
    ],
)
def test_every_rule_of_the_form_holds_for_a_script(column, officer, fields):
    item = factories.make_item(column, by=officer, **fields)

    with pytest.raises(IncompleteError):
        item.get_workflow().start(item, officer)


REMARK = "这份政策文件还没有解读"


@pytest.fixture
def policies(unit, column):
    return factories.make_column(unit.catalogue, "政策文件", item_kind=ItemKind.POLICY)


def send_policy(client, policies):
    address = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", policies.pk))
    form = factories.item_form(title="关于预算公开的通知", validity=Validity.IN_FORCE)
    answer = client.post(address, {**form, "action-submit": "1"}, follow=True)
    return ItemPage.objects.get(title="关于预算公开的通知"), answer.content.decode()


def review_screen(item, reader):
    client = Client()
    client.force_login(reader)
    step = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
    return client.get(reverse("civic_office_review:decide", args=(step.pk,))).content.decode()


@pytest.mark.shows("R113")
def test_policy_without_interpretation_is_sent_with_a_warning_that_reviewers_see_too(policies, unit, client):
    reviewer = factories.holder_of(Role.SECTION_REVIEWER, unit)
    factories.give_access(reviewer)

    item, said = send_policy(client, policies)

    assert item.workflow_in_progress
    assert REMARK in said
    assert REMARK in review_screen(item, reviewer)


@pytest.mark.shows("R111", "R113")
def test_interpretation_in_preparation_silences_the_warning(policies, unit, officer, client):
    reviewer = factories.holder_of(Role.SECTION_REVIEWER, unit)
    factories.give_access(reviewer)
    item, _said = send_policy(client, policies)
    readings = factories.make_column(unit.catalogue, "政策解读", item_kind=ItemKind.INTERPRETATION)
    address = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", readings.pk))

    client.post(address, factories.item_form(title="一图读懂", **{"interprets-0": str(item.pk)}))

    assert ItemPage.objects.get(title="一图读懂").interprets.get() == item
    assert REMARK not in review_screen(item, reviewer)
    assert REMARK not in client.post(edit(send_back(item)), resubmitted(), follow=True).content.decode()
    assert ItemPage.objects.get(pk=item.pk).workflow_in_progress


def resubmitted():
    form = factories.item_form(title="关于预算公开的通知", validity=Validity.IN_FORCE)
    return {**form, "action-submit": "1"}


def test_saving_a_draft_of_a_policy_warns_of_nothing(policies, client):
    address = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", policies.pk))

    answer = client.post(address, factories.item_form(), follow=True)

    assert REMARK not in answer.content.decode()
