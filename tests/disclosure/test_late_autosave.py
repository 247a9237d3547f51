"""An autosave that was on its way when the item was sent for review, and arrives after it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from civic_disclosure.models import ItemPage
from civic_office.domain.review import approve_step
from civic_office.models import ReviewState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.make_user()


@pytest.fixture
def late(column, officer):
    """The page as the autosave read it, while another request saved and sent it."""
    item = factories.make_item(column, by=officer)
    late = ItemPage.objects.get(pk=item.pk)
    item.title = "送审的标题"
    item.save_revision(user=officer)
    item.get_workflow().start(item, officer)
    late.title = "迟到的标题"
    return late


def save_form(page, officer):
    page.save()


def overwrite(page, officer):
    page.save_revision(user=officer, overwrite_revision=page.get_latest_revision())


def autosave(page, officer):
    """As Wagtail does it: the row with the form, then the revision."""
    save_form(page, officer)
    overwrite(page, officer)


@pytest.mark.parametrize("save", [overwrite, save_form, autosave])
def test_it_changes_nothing_and_the_review_goes_on(late, officer, save):
    with pytest.raises(PermissionDenied):
        save(late, officer)

    step = ReviewState.objects.waiting().get()
    item = ItemPage.objects.get(pk=late.pk)
    assert item.latest_revision == step.revision
    assert item.get_latest_revision_as_object().title == "送审的标题"
    reviewer = factories.holder_of(step.task.unitroletask.role, item.owning_unit)
    approve_step(step, by=reviewer, now=timezone.now(), comment="同意。")
