import pytest
from django.db import connection

from civic_office.enums import Role
from tests.factories import make_post, make_section_officer, make_user
from tests.office.clocks import LetterClock


@pytest.fixture
def clock_table(db):
    """The table of `LetterClock`, registered with the office for this test; both go with the test's transaction."""
    from civic_office import clocks  # plc0415: the registry is put back as it was

    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    statement, parameters = editor.table_sql(LetterClock)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
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
