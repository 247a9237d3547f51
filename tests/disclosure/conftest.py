import pytest

from tests import factories


@pytest.fixture
def unit(db):
    """A unit whose every step of review, in the unit and in the government office, has one holder."""
    unit = factories.make_unit("市财政局")
    factories.staff_review(unit)
    return unit


@pytest.fixture
def column(unit):
    return factories.make_column(factories.make_catalogue(unit))


@pytest.fixture
def officer(unit):
    """Writes for the unit, and may sign in."""
    return factories.make_officer(unit)
