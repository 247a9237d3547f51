from types import SimpleNamespace

import pytest

from civic_disclosure.enums import ItemKind, Validity
from civic_search.domain.renew_vocabulary import renew_vocabulary
from tests import factories
from tests.jobs import run_jobs


@pytest.fixture
def city(search_on, db):
    """A bureau with two columns and some items; all of it indexed, its words collected."""
    unit = factories.make_unit("市财政局")
    catalogue = factories.make_catalogue(unit)
    budgets = factories.make_column(catalogue, "财政预算", code="budget")
    policies = factories.make_column(catalogue, "政策文件")
    items = [factories.make_published(budgets, f"{year}年部门预算") for year in (2024, 2025, 2026)]
    rules = factories.make_published(
        policies,
        "公积金提取办法",
        kind=ItemKind.POLICY,
        document_number="临政办发〔2016〕44号",
        validity=Validity.IN_FORCE,
        body=[("text", "<p>缴存人购买自住住房的，可以提取住房公积金。</p>")],
    )
    run_jobs()
    renew_vocabulary()
    return SimpleNamespace(unit=unit, budgets=budgets, policies=policies, items=items, rules=rules)


@pytest.fixture
def get(client):
    """Ask the API; the answer of a server error is looked at like any other."""
    client.raise_request_exception = False
    return client.get
