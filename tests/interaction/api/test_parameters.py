"""Every public list says the same of a code that nobody knows."""

import pytest

from tests.factories import make_unit

pytestmark = pytest.mark.django_db
LISTS = pytest.mark.parametrize("place", ["letters", "hot-topics", "common-questions", "collections"])


@LISTS
def test_a_unit_that_nobody_knows_is_refused_at_its_parameter(get, place):
    refused = get(f"/api/v1/{place}/", {"unit": "X0000"})

    errors = [{"name": "unit", "detail": "没有这个代码的单位。"}]
    assert (refused.status_code, refused.json()["errors"]) == (400, errors)


@LISTS
def test_a_unit_of_which_nothing_is_public_has_an_empty_list(get, place):
    answer = get(f"/api/v1/{place}/", {"unit": make_unit().code})

    assert (answer.status_code, answer.json()) == (200, {"next": None, "results": []})


@pytest.mark.parametrize("place", ["letters", "common-questions"])
def test_a_channel_that_nobody_knows_is_refused_at_its_parameter(get, place):
    refused = get(f"/api/v1/{place}/", {"channel": "x"})

    errors = [{"name": "channel", "detail": "没有这个代码的渠道。"}]
    assert (refused.status_code, refused.json()["errors"]) == (400, errors)
