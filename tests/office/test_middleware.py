"""What is refused before any view sees it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/login/%00/", "/admin/login/?next=%00", "/admin/login/?%00=a"])
def test_an_address_with_a_nul_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_other_control_characters_are_the_views_own_business(client):
    assert client.get("/admin/login/?next=%0a%01").status_code == 200
