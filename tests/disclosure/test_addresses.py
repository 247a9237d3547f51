"""Where the public site is stands in one place: the facts of the website."""

import pytest
from django.core.cache import cache

from civic_disclosure.models import SiteFacts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_root():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("domain", "root"),
    [
        ("www.linzhou.gov.cn", "https://www.linzhou.gov.cn"),
        ("http://10.0.0.8:8080/", "http://10.0.0.8:8080"),
        ("", "http://admin.linzhou.gov.cn"),
    ],
)
def test_admin_links_to_the_public_site_that_feeds_and_sitemap_name(client, column, settings, domain, root):
    settings.WAGTAILADMIN_BASE_URL = "http://admin.linzhou.gov.cn/"
    SiteFacts.objects.create(domain=domain)
    item = factories.make_item(column)

    addresses = [item.full_url, column.full_url]

    assert addresses == [f"{root}/items/{item.pk}/", f"{root}/columns/{column.pk}/"]
    if domain:
        assert f'href="{root}/"' in client.get("/feeds/items.atom").content.decode()


def test_root_is_looked_up_once_for_a_list_of_links(column, django_assert_num_queries):
    items = [factories.make_item(column, title) for title in ("一", "二", "三")]

    with django_assert_num_queries(1):
        roots = {item.get_url_parts()[1] for item in items}

    assert len(roots) == 1
