"""Web and worker are killed again and again while citizens send letters: none is lost, none doubled."""

import pytest
from django.db import connection

from tests.interaction.letters import make_city
from tests.load.checking import check_letters, check_mails, mails_wait
from tests.load.killing import send_under_fire
from tests.load.sending import letters_to_send
from tests.load.site import running_site
from tests.workers import wait_until

#: `bench/letters` does it with 5,000.
LETTERS, KILLS = 600, 9


@pytest.fixture
def worker_settings():
    return "tests.load.settings"


@pytest.mark.slow
@pytest.mark.shows("R125")
@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_letter_is_lost_or_doubled(shared_database, settings, tmp_path):
    settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY = tmp_path / "uploads"
    letters = letters_to_send(make_city().channel.code, LETTERS, attached_to_each=30)
    connection.close()

    with running_site(shared_database, workers=3) as site:
        send_under_fire(letters, site, clients=12, kills=KILLS)
        check_letters(letters)
        wait_until(lambda: not mails_wait(), what="every mail is sent")

    check_mails(letters, tmp_path / "mail")
    assert set(site.killed.values()) == {KILLS // 3}
    assert any(letter.attempts > 1 for letter in letters)
