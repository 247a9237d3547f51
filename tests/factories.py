"""What tests build a city from. Plain functions; whatever a test does not name gets a plausible value."""

import datetime
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from civic_disclosure.domain.grant import grant_unit_rights, sync_section_group
from civic_disclosure.domain.redress import dress_again
from civic_disclosure.enums import BatchState, ItemKind, Validity
from civic_disclosure.models import (
    CatalogueRoot,
    ChannelPage,
    ColumnPage,
    ImportBatch,
    ImportedItem,
    ImportRow,
    ItemPage,
    Placement,
    PortalPage,
    PublishedItem,
    UnitCatalogue,
)
from civic_office.accounts import note_password
from civic_office.domain.appoint import appoint
from civic_office.domain.grant import grant_access
from civic_office.domain.lay_out_review import STANDARD_STEPS, lay_out_review
from civic_office.domain.review import approve_step
from civic_office.enums import OFFICE_ROLES, Role, UnitKind
from civic_office.models import Post, Unit
from civic_office.models.review import digest_of
from civic_office.workdays.civil import CHINA

_numbers = count(1)
PASSWORD = "Wangwei2026"
#: Who reviews an ordinary item, one after the other.
STEPS = (
    Role.SECTION_REVIEWER,
    Role.SECRECY_REVIEWER,
    Role.SUPERVISING_LEADER,
    Role.PROOFREADER,
    Role.DISCLOSURE_SECTION,
)


def make_user(username: str = "", *, name: str = "", is_superuser: bool = False, **fields: Any) -> Any:
    """An active account that may sign in with `PASSWORD`."""
    number = next(_numbers)
    user = get_user_model()(
        username=username or f"user{number}",
        last_name=name or f"王{number}",
        is_superuser=is_superuser,
        is_staff=is_superuser,
        **fields,
    )
    user.set_password(PASSWORD)
    user.save()
    note_password(user, must_change=False, now=timezone.now(), by=user)
    return user


def make_unit(short_name: str = "", *, code: str = "", kind: str = UnitKind.DEPARTMENT, **fields: Any) -> Unit:
    number = next(_numbers)
    short_name = short_name or f"第{number}局"
    fields.setdefault("official_name", f"临州市{short_name}")
    return Unit.objects.create(code=code or f"U{number:04}", short_name=short_name, kind=kind, **fields)


def make_government_office() -> Unit:
    """The unit in which office roles are held; the same one whenever asked for."""
    office = Unit.objects.filter(kind=UnitKind.GOVERNMENT_OFFICE).first()
    return office or make_unit(
        "市政府办公室", code="A0001", kind=UnitKind.GOVERNMENT_OFFICE, official_name="临州市人民政府办公室"
    )


def make_post(
    user: Any = None,
    *,
    unit: Unit | None = None,
    role: str = Role.INFORMATION_OFFICER,
    today: datetime.date | None = None,
    by: Any = None,
) -> Post:
    """A post, appointed the ordinary way, by a superuser unless the test names somebody."""
    return appoint(
        user or make_user(),
        unit=unit or (make_government_office() if role in OFFICE_ROLES else make_unit()),
        role=role,
        by=by or make_user(is_superuser=True),
        now=timezone.now() if today is None else datetime.datetime.combine(today, datetime.time(9), CHINA),
    )


def make_section_officer() -> Any:
    """A holder of the disclosure section's role in the government office: may appoint and decide for all units."""
    return make_post(role=Role.DISCLOSURE_SECTION, today=datetime.date(2020, 1, 1)).user


def make_catalogue(unit: Unit) -> UnitCatalogue:
    root = CatalogueRoot.objects.first()
    if root is None:
        root = Page.get_first_root_node().add_child(instance=CatalogueRoot(title="政府信息公开", slug="catalogue"))
        lay_out_review(root)
    return root.add_child(instance=UnitCatalogue(title=unit.official_name, slug=unit.code, unit=unit))


def make_portal_column(title: str, *, channel: str = "新闻栏目") -> ColumnPage:
    return make_column(make_channel(channel), title)


def make_column(parent: Page, title: str = "财政资金", **fields: Any) -> ColumnPage:
    return parent.add_child(instance=ColumnPage(title=title, slug=f"c{next(_numbers)}", **fields))


def make_item(column: ColumnPage, title: str = "2026年部门预算", *, by: Any = None, **fields: Any) -> ItemPage:
    """A draft with one revision by `by`, complete unless a field says otherwise."""
    fields.setdefault("body", [("text", "<p>全年预算收入合计一千万元。</p>")])
    if fields.get("kind") == ItemKind.POLICY:
        fields.setdefault("validity", Validity.IN_FORCE)
    item = column.add_child(instance=ItemPage(title=title, slug=f"i{next(_numbers)}", live=False, owner=by, **fields))
    item.save_revision(user=by)
    return ItemPage.objects.get(pk=item.pk)


def staff_review(unit: Unit) -> None:
    """One holder for every standard step of review: the unit's in the unit, the office's in the government office."""
    for role, _important_only in STANDARD_STEPS:
        where = make_government_office() if role in OFFICE_ROLES else unit
        if not Post.objects.filter(unit=where, role=role).exists():
            make_post(unit=where, role=role)


def approve_item(item: ItemPage, *, until: str = "") -> ItemPage:
    """Send a draft through every step of review, or up to and without the step of role `until`."""
    author = item.get_latest_revision().user or make_user()
    if not item.workflow_in_progress:
        item.get_workflow().start(item, author)
    while (state := ItemPage.objects.get(pk=item.pk).current_workflow_task_state) is not None:
        task = state.task.specific
        if task.role == until:
            break
        approve_step(
            state,
            by=task.holders(item.owning_unit, today=timezone.localdate()).get().user,
            now=timezone.now(),
            comment="同意",
        )
    return ItemPage.objects.get(pk=item.pk)


def give_access(*users: Any) -> None:
    """The groups that follow from posts, and the rights of every unit's group in its own tree."""
    today = timezone.localdate()
    grant_access(users, today=today)
    grant_unit_rights(Unit.objects.all())
    sync_section_group(today=today)


def make_officer(unit: Unit, username: str = "", **fields: Any) -> Any:
    """The information officer of `unit`, who may sign in and write in its catalogue."""
    user = make_user(username, **fields)
    make_post(user, unit=unit, role=Role.INFORMATION_OFFICER)
    give_access(user)
    return user


def open_unit(name: str = "市财政局") -> tuple[Unit, UnitCatalogue]:
    """A unit with its catalogue, every step of review staffed, and everybody able to sign in."""
    unit = make_unit(name)
    catalogue = make_catalogue(unit)
    staff_review(unit)
    give_access(*get_user_model().objects.filter(posts__isnull=False).distinct())
    return unit, catalogue


def holder_of(role: str, unit: Unit) -> Any:
    """Who decides the steps of `role` for `unit`."""
    return Post.objects.with_role_for(role, unit, today=timezone.localdate()).select_related("user").first().user


def item_form(**fields: Any) -> dict[str, Any]:
    """What the editor of an item posts; `body` and `attachments` as Wagtail's form helpers make them."""
    data: dict[str, Any] = {
        "title": "2026年部门预算",
        "body": streamfield([("text", rich_text("<p>全年预算收入合计一千万元。</p>"))]),
        "summary": "",
        "attachments": inline_formset([]),
        "document_number": "",
        "formed_on": "",
        "subject": "",
        "genre": "",
        "keywords": "",
        "source": "",
        "author": "",
        "mode": "proactive",
        "verified_on": "",
        "validity": "",
        "effective_on": "",
        "ended_on": "",
        "successor": "",
    }
    return nested_form_data({**data, **fields})


def make_channel(title: str = "政务公开") -> ChannelPage:
    """A channel of the portal, which the government office keeps."""
    portal = PortalPage.objects.first() or Page.get_first_root_node().add_child(
        instance=PortalPage(title="门户", slug="portal", unit=make_government_office())
    )
    return portal.add_child(instance=ChannelPage(title=title, slug=f"ch{next(_numbers)}"))


def publish(item: ItemPage) -> PublishedItem:
    """Publish the latest revision of an item as one row of an approved import batch: the short way through the gate."""
    user = make_user()
    revision = item.get_latest_revision()
    batch = ImportBatch.objects.create(
        unit=item.owning_unit,
        title="批次",
        table="imports/batch.csv",
        state=BatchState.APPROVED,
        made_by=user,
        made_at=timezone.now(),
    )
    row = ImportRow.objects.create(batch=batch, number=1)
    ImportedItem.objects.create(row=row, page_id=item.pk, revision_id=revision.pk, digest=digest_of(revision))
    revision.publish()
    return PublishedItem.objects.get(pk=item.pk)


def withdraw(record: PublishedItem) -> PublishedItem:
    """Take an item from the public as Wagtail does, without asking who may."""
    UnpublishPageAction(ItemPage.objects.get(pk=record.pk)).execute(skip_permission_checks=True)
    return PublishedItem.objects.get(pk=record.pk)


def make_published(
    column: ColumnPage, title: str = "2026年部门预算", *, on: datetime.date | None = None, **fields: Any
) -> PublishedItem:
    """A public item; `on` another day than today, as if it had been published then."""
    record = publish(make_item(column, title, **fields))
    if on is not None:
        moment = datetime.datetime.combine(on, datetime.time(9), tzinfo=timezone.get_default_timezone())
        PublishedItem.objects.filter(pk=record.pk).update(published_at=moment, updated_at=moment, year=on.year)
        Placement.objects.filter(item=record).update(published_at=moment)
        dress_again({record.pk})
    return PublishedItem.objects.get(pk=record.pk)
