"""A unit of the demo city in the database: people, items through an approved batch, items under review."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.utils import timezone
from wagtail.models import Page, TaskState

from civic_disclosure.domain.load_templates import load_templates
from civic_disclosure.enums import ItemKind
from civic_disclosure.models import CatalogueRoot, ColumnPage, ItemPage, PublishedItem, UnitCatalogue
from civic_office.domain.lay_out_review import lay_out_review
from civic_office.enums import ReturnReason
from civic_office.models import Post, ReviewState, Unit
from cms.demo.accounts import PASSWORD, open_accounts, plan_city_accounts
from cms.demo.bring_in import import_drafts
from cms.demo.build import complete_unit, plan_items, start_reviews
from cms.demo.facts import UnitFacts, load_city_facts

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 10))
KINDS = {"政策文件": ItemKind.POLICY, "政策解读": ItemKind.INTERPRETATION}
COLUMNS = ("政策解读", "政策文件", "财政资金", "公示公告", "工作动态", "便民服务", "信息公开指南")


@pytest.fixture
def finance(db: None, settings: Any, tmp_path: Path) -> tuple[Unit, UnitFacts]:
    """The finance bureau with its tree and people, and the government office with its own."""
    settings.MEDIA_ROOT = tmp_path
    load_templates()
    root = Page.get_first_root_node().add_child(instance=CatalogueRoot(title="目录", slug="catalogue"))
    lay_out_review(root)
    city = load_city_facts("linyi")
    facts = []
    for code, kind, name in (("371300O01", "government_office", "政府办公室"), ("371300D10", "department", "财政局")):
        unit = Unit.objects.create(code=code, kind=kind, official_name=f"临沂市{name}", short_name=f"市{name}")
        facts.append(complete_unit(city, unit, seed=1))
    open_accounts(plan_city_accounts(facts, seed=1), now=NOW)
    catalogue = root.add_child(instance=UnitCatalogue(title="市财政局", slug="finance", unit=unit))
    for number, title in enumerate(COLUMNS):
        catalogue.add_child(
            instance=ColumnPage(title=title, slug=f"c{number}", item_kind=KINDS.get(title, ItemKind.GENERAL))
        )
    return unit, facts[-1]


def test_accounts_can_sign_in_and_hold_every_role(finance: tuple[Unit, UnitFacts]) -> None:
    unit, _facts = finance

    user = authenticate(username="caizhengju-xinxiyuan", password=PASSWORD)

    assert user is not None
    assert user.first_name == ""
    assert user.get_full_name() == user.last_name
    assert Post.objects.filter(unit=unit).count() == 7
    assert Post.objects.filter(unit__kind="government_office").count() == 12


def test_opening_accounts_again_changes_nothing(finance: tuple[Unit, UnitFacts]) -> None:
    _unit, facts = finance
    before = (get_user_model().objects.count(), Post.objects.count())

    open_accounts(plan_city_accounts([facts], seed=1), now=NOW)

    assert (get_user_model().objects.count(), Post.objects.count()) == before


def test_contact_data_are_stored_with_the_unit(finance: tuple[Unit, UnitFacts]) -> None:
    unit = Unit.objects.get(code="371300D10")

    assert all((unit.address, unit.phone, unit.fax, unit.office_hours, unit.web_contact))


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_items_reach_the_public_through_an_approved_batch(finance: tuple[Unit, UnitFacts]) -> None:
    unit, facts = finance
    drafts = list(plan_items(unit, facts, today=NOW.date(), seed=1, scale=1))
    pages: dict[str, int] = {}

    import_drafts(unit, drafts, now=NOW, pages=pages)

    assert PublishedItem.objects.public().count() == len(drafts) == len(pages)
    for _column, draft in drafts:
        item = ItemPage.objects.get(pk=pages[draft.ref])
        assert [block.block_type for block in item.body] == [
            type(block).__name__.lower().replace("attached", "attachment") for block in draft.body
        ]
        assert item.attachments.count() == len(draft.attachments)
        assert [policy.pk for policy in item.interprets.all()] == [pages[ref] for ref in draft.interprets]
        assert item.successor_id == pages.get(draft.successor)
        assert item.first_published_at == draft.published_at


def test_items_stand_in_every_state_of_review(finance: tuple[Unit, UnitFacts]) -> None:
    unit, facts = finance

    made = start_reviews({unit.code: unit}, {unit.code: facts}, now=NOW, seed=1)

    waiting = ReviewState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values_list("task__name", flat=True)
    returned = set(ReviewState.objects.filter(status=TaskState.STATUS_REJECTED).values_list("reason", flat=True))
    assert made == ItemPage.objects.filter(live=False).count()
    assert len(set(waiting)) == len(waiting) == 6
    assert [item.is_important for item in ItemPage.objects.filter(is_important=True)] == [True]
    assert returned == set(ReturnReason.values)
    assert not PublishedItem.objects.exists()
