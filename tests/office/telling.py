"""What tests of notices tell with: kinds of their own, adapters that keep what they get, and a moment."""

import datetime

import pytest

from civic_office.enums import NoticeMode
from civic_office.notices import kinds as registry
from civic_office.notices.adapters import RefusedError, RetryLaterError
from civic_office.notices.addressees import Address, Addressee, addressees
from civic_office.notices.kinds import Kind, KindGroup, Placeholder, Text
from civic_office.workdays.civil import CHINA

#: A Monday; 2026 has a published calendar.
MONDAY = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=CHINA)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
WORDS = {"number": Placeholder("编号", "0001"), "link": Placeholder("网址", "https://example.gov.cn/")}
GROUP = KindGroup("tests", "测试事项", NoticeMode.AT_ONCE)
INSIDE, OUTSIDE = "test_inside", "test_outside"


@pytest.fixture
def test_kinds(monkeypatch):
    for code, group in ((INSIDE, GROUP), (OUTSIDE, None)):
        monkeypatch.setitem(registry.kinds, code, Kind(code, code, WORDS, group))
        monkeypatch.setitem(registry.shipped_texts, code, Text("事项{number}", "请办理{number}：{link}{own}"))
    found = {1: Address(mail="li@example.cn", facts={"own": "（本人）"}), 2: Address(phone="13800138000"), 3: Address()}
    monkeypatch.setitem(addressees, "tests", Addressee(found.get))


class Box:
    """Keeps what it gets, from everybody who has a telephone."""

    name = "box"
    taken: list = []

    def reaches(self, message):
        return bool(message.phone)

    def send(self, message):
        self.taken.append(message)
        return ""


class Busy:
    name = "busy"

    def reaches(self, message):
        return True

    def send(self, message):
        raise RetryLaterError("busy")


class Closed:
    name = "closed"

    def reaches(self, message):
        return True

    def send(self, message):
        raise RefusedError("closed")
