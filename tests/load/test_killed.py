"""Web and worker are killed again and again while citizens send letters: none is lost, none doubled."""

import pytest

from tests.load.killing import survive

#: Few, for every run of the tests; `./run bench letters -- --parts killing` does it with 5,000.
LETTERS, KILLS = 240, 6


@pytest.fixture
def worker_settings():
    return "tests.load.settings"


@pytest.mark.slow
@pytest.mark.shows("R125")
@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_letter_is_lost_or_doubled_and_no_mail_forgotten(shared_database, settings, tmp_path):
    settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY = tmp_path / "uploads"

    survived = survive(shared_database, folder=tmp_path, letters=LETTERS, kills=KILLS, workers=2, clients=8)

    assert set(survived.killed.values()) == {KILLS // 3}
    assert survived.sent_again > 0
