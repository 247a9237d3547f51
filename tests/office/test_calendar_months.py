from civic_office.domain.check_notice import NoticeDay
from civic_office.viewsets.calendar_months import group_days, lay_out_year
from tests.office.calendars import SEEDED, day, days


def test_months_are_whole_weeks_from_monday():
    february = lay_out_year(2026, SEEDED)[1]

    assert [len(week) for week in february.weeks] == [7, 7, 7, 7, 7]
    assert february.weeks[0][:6] == [None] * 6
    assert february.weeks[0][6].day == day("2026-02-01")
    assert february.working_days == 16


def test_days_are_grouped_as_a_notice_says_them():
    of_2026 = [
        NoticeDay(date, special.is_working, special.name) for date, special in SEEDED.days.items() if date.year == 2026
    ]

    rows = {row.name: row for row in group_days(of_2026)}

    assert (rows["春节"].first, rows["春节"].last) == (day("2026-02-15"), day("2026-02-23"))
    assert rows["春节"].make_up == [day("2026-02-14"), day("2026-02-28")]
    assert rows["清明"].make_up == []


def test_days_of_a_holiday_that_is_not_off_have_a_row_of_their_own():
    rows = group_days(
        [
            NoticeDay(day("2027-02-14"), True, "春节"),
            *(NoticeDay(d, False, "元旦") for d in days("2027-01-01", "2027-01-03")),
        ]
    )

    assert [(row.name, row.first, row.make_up) for row in rows] == [
        ("元旦", day("2027-01-01"), []),
        ("春节", None, [day("2027-02-14")]),
    ]
