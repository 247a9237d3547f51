import datetime

import pytest
from chinese_calendar.constants import holidays, workdays
from django.core.management import call_command

from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.seed_calendar import seed_calendar
from civic_office.models import CalendarDay, CalendarVersion, HolidayNotice
from tests.office.notices import NOW

pytestmark = pytest.mark.django_db


def test_migrate_leaves_the_years_2004_to_2026():
    assert list(HolidayNotice.objects.order_by("year").values_list("year", flat=True)) == list(range(2004, 2027))
    assert set(CalendarDay.objects.filter(is_working=False).values_list("date", flat=True)) == set(holidays)
    assert set(CalendarDay.objects.filter(is_working=True).values_list("date", flat=True)) == set(workdays)


def test_seed_is_the_first_version_and_covers_2026():
    version = CalendarVersion.objects.get()

    assert (version.number, version.covers_until) == (1, datetime.date(2026, 12, 31))


def test_seed_puts_new_years_days_of_december_into_the_next_years_notice():
    assert CalendarDay.objects.get(date="2018-12-29").notice.year == 2019
    assert CalendarDay.objects.get(date="2006-12-31").notice.year == 2007


def test_seeding_again_changes_nothing():
    assert seed_calendar(now=NOW) == []
    call_command("migrate", verbosity=0)

    assert CalendarVersion.objects.count() == 1
    assert HolidayNotice.objects.count() == 23


def test_seeding_fills_in_what_is_missing_and_leaves_what_the_office_wrote():
    HolidayNotice.objects.filter(year=2010).delete()
    HolidayNotice.objects.filter(year=2011).update(document_number="国办发明电〔2010〕40号")

    assert seed_calendar(now=NOW) == [2010]

    assert HolidayNotice.objects.get(year=2011).document_number == "国办发明电〔2010〕40号"
    assert HolidayNotice.objects.get(year=2010).days.count() > 0
    assert CalendarVersion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_flush_leaves_a_seeded_calendar():
    call_command("flush", verbosity=0, interactive=False)

    assert HolidayNotice.objects.count() == 23


def test_current_calendar_is_read_once_a_version(django_assert_num_queries):
    CalendarVersion.objects.update(token="00000000-0000-0000-0000-000000000001")

    with django_assert_num_queries(2):
        first = current_calendar()
    with django_assert_num_queries(1):
        second = current_calendar()

    assert first is second
    assert (first.version, len(first.days), first.years) == (1, 771, frozenset(range(2004, 2027)))


def test_current_calendar_without_any_notice_is_empty():
    CalendarVersion.objects.all().delete()
    HolidayNotice.objects.all().delete()

    calendar = current_calendar()

    assert (calendar.version, calendar.years, dict(calendar.days)) == (0, frozenset(), {})
