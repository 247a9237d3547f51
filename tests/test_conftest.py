"""The test suite's own furniture: what tests/conftest.py promises is kept."""

import pytest
from django.db import connection
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage
from wagtail.models import Site

from tooling.places import ROOT

SKIPPING = """
import pytest

@pytest.mark.skip(reason="no server")
def test_marked(): pass

def test_called():
    pytest.skip("no browser")

def test_honest(): pass
"""


@pytest.mark.django_db
def test_database_has_the_data_of_the_migrations() -> None:
    assert Site.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_committing_test_starts_from_the_data_of_the_migrations(_time: int) -> None:
    assert WagtailPage.objects.filter(depth=1).count() == 1

    WagtailPage.objects.all().delete()


@pytest.mark.chromium
def test_page_shows_the_running_site_in_chinese(page: Page) -> None:
    page.goto("/admin/login/")

    assert page.evaluate("navigator.language") == "zh-CN"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Shanghai"
    assert page.locator("html").get_attribute("lang") == "zh-hans"


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_tests_run_on_postgres() -> None:
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize(
    ("ci", "outcomes"), [("true", {"passed": 1, "errors": 1, "failed": 1}), ("", {"passed": 1, "skipped": 2})]
)
def test_skip_is_a_failure_on_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcomes: dict[str, int]
) -> None:
    pytester.makepyfile(SKIPPING)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    result = pytester.runpytest_subprocess("-p", "tests.skips", "-p", "no:django")

    result.assert_outcomes(**outcomes)


def test_skipped_module_is_a_failure_on_ci(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile("import pytest\npytest.importorskip('no_such_module')")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    result = pytester.runpytest_subprocess("-p", "tests.skips", "-p", "no:django")

    result.assert_outcomes(errors=1)
