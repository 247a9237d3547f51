import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.duty.queries import open_points
from civic_interaction.domain.duty.write_log import settle_note, write_note
from tests.interaction.duty.roster import DAY, make_roster
from tests.interaction.letters import MONDAY

pytestmark = pytest.mark.django_db


def note(city, text="催市住建局尽快受理20260302000001", *, follow=True, by=None, now=MONDAY):
    return write_note(city.office, text=text, needs_follow_up=follow, by=by or city.desk, now=now)


@pytest.mark.shows("R134")
def test_the_next_person_sees_what_was_left_open_until_it_is_followed_up():
    city = make_roster()
    left, _done = note(city), note(city, "电话咨询三件，已当场答复。", follow=False)

    assert list(open_points(city.office)) == [left]
    settle_note(left, by=city.second, now=MONDAY + DAY)

    assert list(open_points(city.office)) == []
    left.refresh_from_db()
    assert (left.settled_by, left.settled_at) == (city.second, MONDAY + DAY)


def test_following_up_twice_keeps_the_first():
    city = make_roster()
    left = note(city)

    settle_note(left, by=city.second, now=MONDAY + DAY)
    settle_note(left, by=city.third, now=MONDAY + 2 * DAY)

    left.refresh_from_db()
    assert left.settled_by == city.second


def test_names_and_numbers_are_covered():
    written = note(make_roster(), "来信人本人张伟，电话13800138000，要求回电").text

    assert "13800138000" not in written
    assert "张伟" not in written


@pytest.mark.parametrize("text", ["", "   ", "长" * 2001, "a\0b"])
def test_a_note_says_something_and_not_everything(text):
    with pytest.raises(ValidationError) as refused:
        note(make_roster(), text)

    assert list(refused.value.message_dict) == ["text"]


@pytest.mark.parametrize("who", ["stranger", "handler", "leader"])
def test_only_people_of_the_unit_write_and_settle(who):
    city = make_roster()
    left = note(city)

    with pytest.raises(PermissionDenied):
        note(city, by=getattr(city, who))
    with pytest.raises(PermissionDenied):
        settle_note(left, by=getattr(city, who), now=MONDAY)


def test_the_log_is_of_the_day_in_china():
    early = datetime.datetime(2026, 3, 2, 16, 30, tzinfo=datetime.UTC)

    assert note(make_roster(), now=early).day == datetime.date(2026, 3, 3)
