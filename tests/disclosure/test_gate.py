import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic_disclosure.domain.gate import GateClosedError
from civic_disclosure.models import ItemPage, PublishedItem
from civic_office.domain.review import NotYourStepError, approve_step, return_step
from civic_office.enums import ReturnReason, Role
from civic_office.models import Post, ReviewState
from tests import factories

pytestmark = pytest.mark.django_db


def holder(role, unit):
    return Post.objects.with_role_for(role, unit, today=timezone.localdate()).get().user


@pytest.mark.shows("R080", "R081", "R083", "R088")
def test_item_approved_by_every_step_becomes_public(unit, column):
    item = factories.approve_item(factories.make_item(column, by=factories.make_user()))

    record = PublishedItem.objects.get(pk=item.pk)
    assert (item.live, record.is_public(), record.unit) == (True, True, unit)
    assert record.index_number == f"{unit.code}/{timezone.localdate().year}-00001"
    assert record.history.count() == 1


@pytest.mark.shows("R080", "R081")
def test_publishing_without_review_is_refused_on_every_path(column):
    item = factories.make_item(column)

    with pytest.raises(GateClosedError):
        item.get_latest_revision().publish()
    with pytest.raises(GateClosedError):
        item.get_latest_revision().publish(user=factories.make_user(is_superuser=True), skip_permission_checks=True)
    item.refresh_from_db()
    item.live = True
    with pytest.raises(GateClosedError):
        item.save()
    with pytest.raises(GateClosedError):
        column.add_child(instance=ItemPage(title="直接上网", slug="x"))

    assert not PublishedItem.objects.exists()


@pytest.mark.shows("R082", "R084")
@pytest.mark.parametrize("role", [Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER])
def test_gate_stays_closed_until_the_required_approvals_are_there(column, role):
    item = factories.approve_item(factories.make_item(column), until=role)

    with pytest.raises(GateClosedError):
        item.get_latest_revision().publish()


@pytest.mark.shows("R088", "R089")
def test_text_changed_after_secrecy_review_goes_back_to_the_first_step(column):
    item = factories.approve_item(factories.make_item(column), until=Role.SUPERVISING_LEADER)
    item.title = "改过的标题"
    item.save_revision(user=factories.make_user())
    state = ItemPage.objects.get(pk=item.pk).current_workflow_task_state

    with pytest.raises(ValidationError):
        approve_step(state, by=holder(Role.SUPERVISING_LEADER, column.owning_unit), now=timezone.now(), comment="同意")
    with pytest.raises(GateClosedError):
        item.get_latest_revision().publish()


def test_revision_overwritten_after_approval_is_not_cleared(column):
    """Whatever writes a new text into an approved revision: the gate compares the text, not the id."""
    item = factories.approve_item(factories.make_item(column), until=Role.PROOFREADER)
    revision = item.get_latest_revision()
    revision.content["title"] = "审核之后换掉的标题"
    revision.save()

    with pytest.raises(GateClosedError):
        revision.publish()


def test_reviewer_cannot_approve_what_they_wrote(column):
    author = holder(Role.SECTION_REVIEWER, column.owning_unit)
    item = factories.make_item(column, by=author)
    item.get_workflow().start(item, author)

    with pytest.raises(NotYourStepError):
        approve_step(item.current_workflow_task_state, by=author, now=timezone.now(), comment="同意")


def test_reviewer_of_another_unit_cannot_approve(column):
    stranger = factories.make_post(unit=factories.make_unit("市教育局"), role=Role.SECTION_REVIEWER).user
    item = factories.make_item(column)
    item.get_workflow().start(item, factories.make_user())

    with pytest.raises(NotYourStepError):
        approve_step(item.current_workflow_task_state, by=stranger, now=timezone.now(), comment="同意")


@pytest.mark.shows("R185")
def test_step_is_not_decided_without_an_opinion(column):
    item = factories.make_item(column)
    item.get_workflow().start(item, factories.make_user())
    state = item.current_workflow_task_state

    with pytest.raises(ValidationError):
        approve_step(state, by=holder(Role.SECTION_REVIEWER, column.owning_unit), now=timezone.now(), comment=" ")


@pytest.mark.shows("R006")
def test_returned_item_says_that_it_does_not_fit_the_column(column):
    item = factories.make_item(column)
    item.get_workflow().start(item, factories.make_user())
    state = item.current_workflow_task_state

    return_step(
        state,
        by=holder(Role.SECTION_REVIEWER, column.owning_unit),
        now=timezone.now(),
        comment="应放在规划计划栏目",
        reason=ReturnReason.WRONG_COLUMN,
    )

    step = ReviewState.objects.get(pk=state.pk)
    assert (step.reason, step.comment, step.status) == ("wrong_column", "应放在规划计划栏目", "rejected")
    assert ItemPage.objects.get(pk=item.pk).current_workflow_state.status == "needs_changes"


@pytest.mark.shows("R085")
def test_important_item_needs_the_office_leader_too(column):
    plain = factories.approve_item(factories.make_item(column))
    important = factories.make_item(column, is_important=True)
    waiting = factories.approve_item(important, until=Role.OFFICE_LEADER)

    assert (plain.live, waiting.live) == (True, False)
    assert waiting.current_workflow_task.specific.role == Role.OFFICE_LEADER
    assert factories.approve_item(waiting).live


def test_important_is_judged_by_the_text_under_review_not_by_the_stored_draft(column):
    item = factories.make_item(column)
    item.is_important = True
    item.save_revision()

    waiting = factories.approve_item(item, until=Role.OFFICE_LEADER)

    assert waiting.current_workflow_task.specific.role == Role.OFFICE_LEADER


def test_text_changed_after_a_return_is_reviewed_from_the_first_step(column):
    """Autosave would write it into the revision that the section has approved already."""
    author = factories.make_user()
    item = factories.approve_item(factories.make_item(column, by=author), until=Role.PROOFREADER)
    state = item.current_workflow_task_state
    return_step(
        state,
        by=holder(Role.PROOFREADER, column.owning_unit),
        now=timezone.now(),
        comment="错字",
        reason=ReturnReason.WORDING,
    )
    item = ItemPage.objects.get(pk=item.pk)
    item.title = "换掉的标题"
    item.save_revision(user=author, overwrite_revision=item.get_latest_revision())

    ItemPage.objects.get(pk=item.pk).current_workflow_state.resume(user=author)

    item = ItemPage.objects.get(pk=item.pk)
    assert item.current_workflow_task.specific.role == Role.SECTION_REVIEWER
    assert factories.approve_item(item).live
