"""Words that Wagtail writes without gettext: labels made of Python names, English in its templates."""

from pathlib import Path

import polib
import pytest
from django import forms
from django.apps import apps
from django.forms.utils import pretty_name
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.functional import Promise
from django.utils.translation import override

from civic_office.templatetags.wagtail_words import OriginalNode
from civic_office.wagtail_labels import find_nameless_fields
from tooling.overlay import LABELS, OVERLAY

TEMPLATES = Path(apps.get_app_config("civic_office").path) / "templates"
#: Template of Wagtail's → the English it writes: when an upgrade mends it, our file of that name can go.
BARE_ENGLISH = {
    "modeladmin/includes/header.html": 'value="Search"',
    "modeladmin/includes/result_row_value.html": "{{ item }}",
    "wagtailadmin/home.html": 'value="Search"',
    "wagtailadmin/reports/listing/_list_page_types_usage.html": "{{ page_type.app_label }}.{{ page_type.model }}",
    "wagtailadmin/shared/header.html": 'value="Search"',
    "wagtailadmin/shared/headers/_actions.html": 'aria-label="Actions"',
    "wagtailadmin/shared/side_panel_toggle.html": "{{ count|intcomma }}",
    "wagtailadmin/shared/user_avatar.html": "{% if not username %}{{ user }}{% else %}",
    "wagtailadmin/tables/boolean_cell.html": "title=value|stringformat:'s'",
    "wagtailusers/groups/includes/formatted_permissions.html": "{{ content_perms_dict.add.perm.name }}",
    "wagtailusers/groups/includes/page_permissions_form.html": "{{ option.choice_label }}",
}


@pytest.fixture
def chinese(settings, tmp_path: Path):
    folder = tmp_path / "zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(OVERLAY / "django.po")).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with override("zh-hans"):
        yield


def find_original(name: str) -> str:
    engine = engines["django"].engine
    ours = engine.find_template(name)[1]
    return engine.find_template(name, skip=[ours])[0].source


def test_every_replaced_template_still_writes_english() -> None:
    still = {name: english in find_original(name) for name, english in BARE_ENGLISH.items()}

    assert still == dict.fromkeys(BARE_ENGLISH, True)


def test_every_replaced_template_is_listed() -> None:
    replaced = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "{% wagtails_own %}" in path.read_text()
    }

    assert replaced == set(BARE_ENGLISH)


def test_buttons_of_a_header_are_named_in_chinese(chinese: None) -> None:
    assert '<nav aria-label="操作" ' in render_to_string("wagtailadmin/shared/headers/_actions.html", {"actions": ""})


@pytest.mark.parametrize(("value", "said"), [(True, "是"), (False, "否"), (None, "未知")])
def test_yes_and_no_are_read_out_in_chinese(chinese: None, value: bool | None, said: str) -> None:
    html = render_to_string("wagtailadmin/tables/boolean_cell.html", {"value": value, "column": {}})

    assert f'<span class="w-sr-only">{said}</span>' in html


def test_nobody_is_not_called_none(chinese: None) -> None:
    assert "None" not in render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None, "username": None})


def test_text_of_users_is_left_alone(chinese: None) -> None:
    html = render_to_string(
        "wagtailadmin/shared/headers/_actions.html", {"actions": 'value="Search" aria-label="Actions"'}
    )

    assert "value=&quot;Search&quot; aria-label=&quot;Actions&quot;" in html


@pytest.mark.django_db
def test_permissions_of_a_group_are_named_in_chinese(chinese: None, admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()

    assert [word for word in ("Can add", "Can change", "Can delete", "Publish any page") if word in html] == []
    assert 'class="w-sr-only">添加</label>' in html


@pytest.mark.django_db
def test_login_asks_for_the_password_in_chinese(chinese: None, client: Client) -> None:
    html = client.get(reverse("wagtailadmin_login")).content.decode()

    assert "密码" in html
    assert "Password" not in html
    assert "<title>登录 - 管理后台</title>" in html


@pytest.mark.django_db
def test_columns_of_the_sites_are_named_in_chinese(chinese: None, admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailsites:index")).content.decode()

    assert [label for label in ("Port", "Site name", "Root page") if label in html] == []


def test_every_form_of_wagtail_labels_its_fields() -> None:
    """A new form of Wagtail's with a nameless field belongs in `find_nameless_fields`."""
    assert get_resolver().url_patterns  # the admin's views, and with them its forms, are imported
    nameless = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in walk_subclasses(forms.BaseForm)
        if form.__module__.startswith(("wagtail.admin.", "wagtail.users.", "wagtail.images.", "wagtail.documents."))
        for name, field in getattr(form, "base_fields", {}).items()
        if field.label is None and not field.widget.is_hidden
    }

    assert nameless == {
        "wagtail.admin.forms.auth.LoginForm.username",  # the user model names it
        "wagtail.admin.forms.auth.LoginForm.remember",  # the template names it
        "wagtail.admin.forms.collections.CollectionMemberPermissionsForm.permissions",  # the table's head names it
        "wagtail.admin.forms.comments.CommentForm.resolved",  # a script draws it
        "wagtail.admin.forms.pages.WagtailAdminPageForm.comment_notifications",  # a script draws it
        "wagtail.users.forms.PagePermissionsForm.permissions",  # the table's head names it
    }


def walk_subclasses(base: type) -> set[type]:
    return {found for child in base.__subclasses__() for found in {child, *walk_subclasses(child)}}


def test_labels_are_those_that_the_overlay_translates() -> None:
    columns = {"Port", "Root page", "Site name"}
    fields = {pretty_name(name) for names in find_nameless_fields().values() for name in names}

    assert columns | fields == set(LABELS)


def test_labels_wait_for_the_language_of_the_request() -> None:
    labels = [form.base_fields[name].label for form, names in find_nameless_fields().items() for name in names]

    assert all(isinstance(label, Promise) for label in labels)


def test_original_node_knows_where_it_stands() -> None:
    template = engines["django"].engine.get_template("wagtailadmin/shared/headers/_actions.html")

    assert [type(node) for node in template.nodelist][1] is OriginalNode
