import pytest

from tests.interaction.collections.asked import make_bureau


@pytest.fixture
def bureau(db):
    return make_bureau()
