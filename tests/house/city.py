"""A city of two units, enough for every kind of screen to have something on it. Its data are Chinese throughout."""

import datetime
import io

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import GroupPagePermission, Page

from civic_disclosure.models import CatalogueRoot, ColumnPage, ItemPage, UnitCatalogue
from civic_office.enums import Role, UnitKind
from civic_office.models import Post, Unit

START = datetime.date(2026, 1, 1)


def found_city() -> tuple[AbstractUser, AbstractUser]:
    """A superuser, and the information officer of the finance bureau with an item in the making."""
    users = get_user_model().objects
    superuser = users.create_superuser("系统管理员", password="Mima-2026", first_name="管理", last_name="员")
    officer = users.create_user("李秀兰", password="Mima-2026", first_name="秀兰", last_name="李")
    office = make_unit("市政府办公室", "1137001", UnitKind.GOVERNMENT_OFFICE)
    bureau = make_unit("市财政局", "1137002", UnitKind.DEPARTMENT)
    Post.objects.create(user=officer, unit=bureau, role=Role.INFORMATION_OFFICER, starts_on=START)
    Post.objects.create(user=superuser, unit=office, role=Role.DISCLOSURE_SECTION, starts_on=START)
    root = Page.get_first_root_node().add_child(instance=CatalogueRoot(title="政府信息公开", slug="catalogue"))
    catalogue = root.add_child(instance=UnitCatalogue(title="市财政局", slug="1137002", unit=bureau))
    column = catalogue.add_child(instance=ColumnPage(title="财政资金", slug="funds"))
    item = column.add_child(instance=ItemPage(title="二〇二六年部门预算", slug="budget", live=False, owner=officer))
    item.save_revision(user=officer)
    admit(officer, catalogue)
    upload(officer)
    return superuser, officer


def make_unit(name: str, code: str, kind: UnitKind) -> Unit:
    return Unit.objects.create(code=code, kind=kind, official_name=f"琅琊市{name[1:]}", short_name=name)


def admit(officer: AbstractUser, catalogue: UnitCatalogue) -> None:
    """What a unit's people may do in the admin: write in their own catalogue."""
    group = Group.objects.create(name="市财政局信息员")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=catalogue, permission=permission)
    officer.groups.add(group)


def upload(officer: AbstractUser) -> None:
    drawn = io.BytesIO()
    Picture.new("RGB", (16, 16)).save(drawn, "PNG")
    Image.objects.create(title="办公楼", file=ContentFile(drawn.getvalue(), "办公楼.png"), uploaded_by_user=officer)
    Document.objects.create(title="预算表", file=ContentFile(b"x", "预算表.pdf"), uploaded_by_user=officer)
