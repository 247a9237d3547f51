"""What tests of letters build from: channels with limits, people at their desks, and a letter brought to any state."""

import datetime
from itertools import count
from types import SimpleNamespace

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.receive import Submission, receive_letter
from civic_interaction.domain.review_reply import approve_reply, send_reply_for_review
from civic_interaction.enums import CaseState, ChannelKind
from civic_interaction.models import Case, Channel, ReplyPolicy
from civic_office.domain.check_notice import NoticeData, NoticeDay
from civic_office.domain.load_notice import load_notice
from civic_office.enums import Role
from civic_office.models import HolidayNotice, Unit, UnitGroup
from civic_office.workdays.civil import CHINA
from tests.factories import make_government_office, make_post, make_unit, make_user

_numbers = count(1)
LONG_AGO = datetime.date(2020, 1, 1)
#: A Monday; 2026 has a published calendar.
MONDAY = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=CHINA)
PERSON = {"name": "李明", "phone": "13800138000"}


def working_days(amount):
    return {"amount": amount, "unit": "working_days", "rolls": True}


def moment(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


def make_policy(channel, *, effective_from=LONG_AGO, **fields):
    fields = {
        "accept_within": working_days(1),
        "transfer_within": working_days(1),
        "refuse_transfer_within": working_days(2),
        "internal_within": working_days(4),
        "reply_within": working_days(5),
        "extension_within": working_days(5),
        "exceptions": ["反映情况不属实"],
        "basis": "双鸭山市政府网站管理办法",
        **fields,
    }
    return ReplyPolicy.objects.create(channel=channel, effective_from=effective_from, **fields)


def make_channel(receiver=None, *, policy=None, **fields):
    """The mayor's mailbox, kept by the government office, with five working days; or what the fields say."""
    fields.setdefault("name", "市长信箱")
    fields.setdefault("kind", ChannelKind.MAYOR)
    if "receivers" not in fields:
        fields["receiver"] = receiver or make_government_office()
    channel = Channel.objects.create(code=f"channel-{next(_numbers)}", **fields)
    make_policy(channel, **(policy or {}))
    return channel


def handler_of(unit, *, role=Role.CASE_HANDLER):
    return make_post(make_user(), unit=unit, role=role, today=LONG_AGO).user


def make_city(**channel_fields):
    """A channel, its desk, a unit that answers, another that does not, and who works there."""
    office, unit, other = make_government_office(), make_unit(), make_unit()
    return SimpleNamespace(
        channel=make_channel(**channel_fields),
        office=office,
        unit=unit,
        other=other,
        desk=handler_of(office),
        section=make_post(unit=office, role=Role.DISCLOSURE_SECTION, today=LONG_AGO).user,
        handler=handler_of(unit),
        leader=handler_of(unit, role=Role.SUPERVISING_LEADER),
        stranger=handler_of(other),
    )


def send_letter(channel, *, now=MONDAY, request_key="", **fields):
    """The receipt that the citizen gets."""
    fields = {"title": "小区暖气不热", "text": "我家暖气一直不热，请尽快解决。", "person": dict(PERSON), **fields}
    return receive_letter(Submission(channel=channel, **fields), request_key=request_key, now=now)


def case_of(receipt):
    return Case.objects.get(letter=receipt.letter, split_from=None)


def fresh(case):
    return Case.objects.get(pk=case.pk)


#: In which order a letter walks.
WAY = (
    CaseState.RECEIVED,
    CaseState.ACCEPTED,
    CaseState.HANDLING,
    CaseState.IN_REVIEW,
    CaseState.REVIEWED,
    CaseState.ANSWERED,
)


def bring_to(state, city, *, now=MONDAY, assisting=(), **fields):
    """A new case, walked to `state` the ordinary way, all of it at `now`."""
    case = case_of(send_letter(city.channel, now=now, **fields))
    unit: Unit = city.unit
    steps = (
        lambda: accept_case(case, by=city.desk, now=now),
        lambda: assign_case(case, lead=unit, assisting=assisting, by=city.desk, now=now),
        lambda: write_reply(case, city, now=now),
        lambda: review(case, city, now=now),
        lambda: answer_case(case, by=city.handler, now=now),
    )
    for step in steps[: WAY.index(state)]:
        step()
    return fresh(case)


def write_reply(case, city, *, now, text="已安排检修，三日内恢复供暖。"):
    draft_reply(case, text=text, by=city.handler, now=now)
    return send_reply_for_review(case, by=city.handler, now=now)


def review(case, city, *, now):
    approve_reply(case, comment="同意", by=city.leader, now=now)
    return approve_reply(case, comment="同意", by=city.section, now=now)


def change_days(*days, is_working=False, now=MONDAY):
    """The notice of 2026 is changed: these days are off, or worked on, too."""
    notice = HolidayNotice.objects.get(year=2026)
    known = {day.date: NoticeDay(day.date, day.is_working, day.name) for day in notice.days.all()}
    for day in map(datetime.date.fromisoformat, days):
        known[day] = NoticeDay(day, is_working=is_working, name="调休上班" if is_working else "临时放假")
    data = NoticeData(2026, tuple(known.values()), document_number="临政发〔2026〕1号", reason="临时调整")
    load_notice(data, by=None, now=now)


def events_of(case):
    return list(case.events.values_list("event", flat=True))


def group_of_departments():
    """The departments that citizens may choose from; made once."""
    return UnitGroup.objects.get_or_create(name="可写信的部门", defaults={"kinds": ["department"]})[0]
