import pytest
from django.urls import reverse

from civic_office.enums import Role
from civic_office.permissions import holds_role, reading_posts_once
from tests import factories
from tests.lists import count_queries

pytestmark = pytest.mark.django_db


def test_columns_of_a_unit_cost_the_same_few_queries_however_many_there_are(client):
    unit, catalogue = factories.open_unit("市审计局")
    client.force_login(factories.make_post(unit=unit, role=Role.INFORMATION_OFFICER).user)
    address = reverse("wagtailadmin_explore", args=[catalogue.pk])
    factories.make_column(catalogue, "栏目")
    few = count_queries(client, address)
    for number in range(12):
        factories.make_column(catalogue, f"栏目{number}")
    assert count_queries(client, address) == few


def test_posts_are_read_once_while_a_page_is_shown_and_anew_after_it(unit, django_assert_num_queries):
    officer = factories.make_post(unit=unit, role=Role.INFORMATION_OFFICER)
    today = officer.starts_on
    with reading_posts_once(), django_assert_num_queries(1):
        assert holds_role(officer.user, Role.INFORMATION_OFFICER, unit=unit, today=today)
        assert not holds_role(officer.user, Role.SECRECY_REVIEWER, today=today)
    officer.delete()
    assert not holds_role(officer.user, Role.INFORMATION_OFFICER, unit=unit, today=today)
