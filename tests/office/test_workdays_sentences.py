"""What a citizen reads behind 「这个日期怎么算的」."""

import datetime

from django.utils import translation

from civic_office.workdays import Pause, Policy, describe_day, describe_trace, due
from civic_office.workdays.civil import CHINA
from tests.office.calendars import SEEDED, day


def sentences(*args, **kwargs):
    with translation.override("zh-hans"):
        return describe_trace(due(*args, calendar=SEEDED, **kwargs).trace)


def test_sentences_of_working_days_name_every_day_and_its_reason():
    assert sentences(
        day("2026-09-18"), Policy(6, "working_days"), pauses=[Pause(day("2026-09-22"), day("2026-09-23"), "补正")]
    ) == [
        "2026年9月18日（周五）起算，当日不计入，期限为6个工作日。",
        "9月19日（周六）：周末，不计入。",
        "9月20日（周日）：国庆节调休上班，第1日。",
        "9月21日（周一）：工作日，第2日。",
        "9月22日（周二）至9月23日（周三）：中止（补正），不计入。",
        "9月24日（周四）：工作日，第3日。",
        "9月25日（周五）至9月27日（周日）：中秋放假，不计入。",
        "9月28日（周一）至9月30日（周三）：工作日，第4至6日。",
        "到期日：2026年9月30日（周三），当日结束前。",
    ]


def test_sentences_of_an_extension_say_where_it_begins():
    assert sentences(day("2026-11-20"), Policy(1, "working_days"), extensions=[Policy(2, "working_days")]) == [
        "2026年11月20日（周五）起算，当日不计入，期限为1个工作日。",
        "11月21日（周六）至11月22日（周日）：周末，不计入。",
        "11月23日（周一）：工作日，第1日。",
        "延长2个工作日，接着计算。",
        "11月24日（周二）至11月25日（周三）：工作日，第1至2日。",
        "到期日：2026年11月25日（周三），当日结束前。",
    ]


def test_sentences_of_a_last_day_off_say_how_it_is_put_off():
    assert sentences(day("2026-09-18"), Policy(15, "natural_days")) == [
        "2026年9月18日（周五）起算，当日不计入，期限为15日。",
        "9月19日（周六）至10月3日（周六）：第1至15日。",
        "10月4日（周日）至10月7日（周三）：末日遇休（国庆节），顺延。",
        "10月8日（周四）：顺延后的第一个工作日，期限届满。",
        "到期日：2026年10月8日（周四），当日结束前。",
    ]


def test_sentences_of_hours_name_the_moments():
    start = datetime.datetime(2026, 9, 18, 15, 20, tzinfo=CHINA)

    assert sentences(start, Policy(24, "hours")) == [
        "2026年9月18日（周五） 15:20起算，期限为24小时。",
        "9月18日（周五）至9月19日（周六）：连续计算，累计24小时。",
        "到期时刻：2026年9月19日（周六） 15:20。",
    ]


def test_sentences_of_a_provisional_date_say_so_and_name_the_new_year():
    assert sentences(day("2026-12-30"), Policy(2, "working_days"))[1:] == [
        "12月31日（周四）：工作日，第1日。",
        "2027年1月1日（周五）：工作日，第2日。",
        "到期日：2027年1月1日（周五），当日结束前。",
        "暂定：2027年的放假安排尚未公布，其中的日子暂按周一至周五上班推算，公布后重新计算。",
    ]


def test_day_is_written_with_its_weekday():
    with translation.override("zh-hans"):
        assert describe_day(day("2026-11-20")) == "11月20日（周五）"
