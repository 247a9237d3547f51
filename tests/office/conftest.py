import pytest
from django.db import connection

from civic_office.enums import Role
from tests.factories import make_post, make_section_officer, make_user
from tests.office.clocks import LetterClock


@pytest.fixture(scope="session")
def _clock_table_made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(LetterClock)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(LetterClock)


@pytest.fixture
def clock_table(_clock_table_made, db):
    """The table of `LetterClock`, registered with the office for this test."""
    from civic_office import clocks  # plc0415: the registry is put back as it was

    before = dict(clocks._registered)
    clocks.register_clock(LetterClock)
    yield LetterClock
    clocks._registered.clear()
    clocks._registered.update(before)


@pytest.fixture
def officer(client):
    """The disclosure section's officer, signed in."""
    user = make_section_officer()
    client.force_login(user)
    return user


@pytest.fixture
def outsider(client):
    """An information officer: signed in; may enter the admin, may not touch the calendar."""
    user = make_user()
    make_post(user, role=Role.INFORMATION_OFFICER)
    client.force_login(user)
    return user
