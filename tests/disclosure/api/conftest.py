from types import SimpleNamespace

import pytest

from civic_disclosure.enums import ItemKind
from civic_disclosure.models import SiteFacts
from tests import factories


@pytest.fixture
def city(db):
    """A unit with a catalogue of two columns; one of them feeds a column of the portal."""
    SiteFacts.objects.create(name="临州市人民政府", domain="www.langya.gov.cn", identification_code="3713000001")
    unit = factories.make_unit("市财政局")
    catalogue = factories.make_catalogue(unit)
    budgets = factories.make_column(catalogue, "财政资金", code="budgets")
    channel = factories.make_channel()
    files = factories.make_column(channel, "政府文件")
    orders = factories.make_column(files, "规范性文件")
    documents = factories.make_column(catalogue, "文件通知", feeds=orders, item_kind=ItemKind.POLICY)
    return SimpleNamespace(
        unit=unit,
        catalogue=catalogue,
        budgets=budgets,
        channel=channel,
        files=files,
        orders=orders,
        documents=documents,
    )


@pytest.fixture
def get(client):
    """Ask the API; the answer of a server error is looked at like any other."""
    client.raise_request_exception = False

    def ask(address, **headers):
        return client.get(address, headers=headers)

    return ask
