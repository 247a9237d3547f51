"""Who may write where: one pair of permissions at the root of each unit's tree, never per column (wagtail#14593)."""

import datetime
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from civic_disclosure.models import CatalogueRoot, PortalPage, UnitCatalogue
from civic_office.domain.grant import writers_group
from civic_office.enums import Role
from civic_office.models import Post, Unit
from civic_search.permissions import editor_permissions

#: What a unit's writers may do in their tree, and with the files of their collection.
PAGE_ACTIONS = ("add_page", "change_page")
FILE_ACTIONS = ("add", "change", "choose")
#: What opens the explorer on every tree to the disclosure section. No group ever holds the permission to publish.
SECTION_ACTIONS = ("add_page", "change_page", "bulk_delete_page")
SECTION_GROUP = "Disclosure section"


@transaction.atomic
def grant_unit_rights(units: Iterable[Unit]) -> int:
    """Let the writers of each unit write in its own catalogue and keep pictures and files of their own.

    1. Collections: one for the unit, named after it. 2. Permission rows at the catalogue. 3. Permission rows at the
    collection. What exists is left alone, so running it again changes nothing. Units without a catalogue are passed
    over. Returns how many rows were written.
    """
    catalogues = list(UnitCatalogue.objects.filter(unit__in=list(units)).select_related("unit"))
    groups = {catalogue.unit_id: writers_group(catalogue.unit) for catalogue in catalogues}
    collections = collections_of([catalogue.unit for catalogue in catalogues], groups)
    wanted_pages = {
        (groups[catalogue.unit_id].pk, catalogue.pk, permission.pk)
        for catalogue in catalogues
        for permission in _page_permissions(PAGE_ACTIONS)
    }
    wanted_files = {
        (groups[unit_id].pk, collection.pk, permission.pk)
        for unit_id, collection in collections.items()
        for permission in _file_permissions()
    }
    return _write_page_rows(wanted_pages) + _write_file_rows(wanted_files)


def collections_of(units: Iterable[Unit], groups: Mapping[int, Group]) -> dict[int, Collection]:
    """The collection of each unit: the one its group works in already, whatever the unit was called then.

    Missing ones are made below the root and named after the unit.
    """
    root = Collection.get_first_root_node()
    by_name = {collection.name: collection for collection in root.get_children()}
    rows = GroupCollectionPermission.objects.filter(group__in=groups.values()).select_related("collection")
    by_group = {row.group_id: row.collection for row in rows}
    units = list(units)
    found = {unit.pk: by_group.get(groups[unit.pk].pk) or by_name.get(unit.official_name) for unit in units}
    lacking = [unit for unit in units if found[unit.pk] is None]
    made = _make_collections([unit.official_name for unit in lacking])
    return {**found, **{unit.pk: collection for unit, collection in zip(lacking, made, strict=True)}}


def collection_of(unit: Unit) -> Collection:
    """Where the pictures and files of a unit are kept."""
    return collections_of([unit], {unit.pk: writers_group(unit)})[unit.pk]


def _make_collections(names: list[str]) -> list[Collection]:
    """Collections below the root in two statements: the tree's own `add_child` costs a dozen for each."""
    root = Collection.objects.select_for_update().get(pk=Collection.get_first_root_node().pk)
    last = root.get_last_child()
    taken = Collection._str2int(last.path[-Collection.steplen :]) if last else 0  # noqa: SLF001 (treebeard's numbering)
    made = [
        Collection(name=name, depth=2, numchild=0, path=Collection._get_path(root.path, 2, taken + n))  # noqa: SLF001
        for n, name in enumerate(names, start=1)
    ]
    Collection.objects.bulk_create(made, batch_size=500)
    Collection.objects.filter(pk=root.pk).update(numchild=F("numchild") + len(made))
    return made


def _page_permissions(codenames: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type=ContentType.objects.get_for_model(Page), codename__in=codenames))


def _file_permissions() -> list[Permission]:
    models = (get_image_model(), get_document_model())
    codenames = [f"{action}_{model._meta.model_name}" for model in models for action in FILE_ACTIONS]
    types = ContentType.objects.get_for_models(*models).values()
    return list(Permission.objects.filter(content_type__in=types, codename__in=codenames))


def _write_page_rows(wanted: set[tuple[int, int, int]]) -> int:
    rows = GroupPagePermission.objects.filter(group__in={group for group, _page, _permission in wanted})
    missing = sorted(wanted - set(rows.values_list("group", "page", "permission")))
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group_id=g, page_id=p, permission_id=a) for g, p, a in missing], batch_size=500
    )
    return len(missing)


def _write_file_rows(wanted: set[tuple[int, int, int]]) -> int:
    rows = GroupCollectionPermission.objects.filter(group__in={group for group, _collection, _permission in wanted})
    missing = sorted(wanted - set(rows.values_list("group", "collection", "permission")))
    GroupCollectionPermission.objects.bulk_create(
        [GroupCollectionPermission(group_id=g, collection_id=c, permission_id=a) for g, c, a in missing], batch_size=500
    )
    return len(missing)


@transaction.atomic
def sync_section_group(*, today: datetime.date) -> Group:
    """Make the group of the disclosure section say what posts say on `today`, with rights on every tree and on search.

    Its members see all units in the explorer; what they may change is asked of their post, not of the group.
    """
    group, _is_new = Group.objects.get_or_create(name=SECTION_GROUP)
    roots = [*CatalogueRoot.objects.values_list("pk", flat=True), *PortalPage.objects.values_list("pk", flat=True)]
    _write_page_rows(
        {(group.pk, root, permission.pk) for root in roots for permission in _page_permissions(SECTION_ACTIONS)}
    )
    root_collection = Collection.get_first_root_node()
    _write_file_rows({(group.pk, root_collection.pk, permission.pk) for permission in _file_permissions()})
    group.permissions.add(*editor_permissions())
    holders = Post.objects.held_on(today).filter(role=Role.DISCLOSURE_SECTION, user__is_active=True)
    group.user_set.set(holders.values_list("user", flat=True).distinct())
    return group
