import pytest

from tests import factories
from tests.interaction.letters import make_city


@pytest.fixture
def city():
    """The mayor's mailbox and everybody about it, able to sign in."""
    city = make_city()
    factories.give_access(city.section, city.desk, city.handler, city.leader, city.stranger)
    return city
