"""A letter's whole way once in a real browser: everybody at their own screen, the citizen by the API."""

import json

import pytest
from django.contrib.auth import get_user_model

from civic_interaction.enums import CaseState, Event
from civic_interaction.models import Case, PublicLetter
from civic_office.enums import Role
from tests import factories
from tests.interaction.letters import LONG_AGO, make_channel
from tests.jobs import run_jobs
from tests.journeys.people import Citizen, Person

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXT = "我叫桑知夏，电话13900001234。家里暖气只有14度，请尽快解决。"
ANSWER = "您好，桑知夏：循环泵已更换，今晚恢复到18度以上。"
#: Who works where.
PEOPLE = {
    "banshouli": ("市政府办", Role.CASE_HANDLER),
    "gongkaike": ("市政府办", Role.DISCLOSURE_SECTION),
    "jiaoyu": ("市教育局", Role.CASE_HANDLER),
    "zhujian": ("市住建局", Role.CASE_HANDLER),
    "juzhang": ("市住建局", Role.SUPERVISING_LEADER),
    "reli": ("市城管局", Role.CASE_HANDLER),
}


@pytest.fixture
def units(search_on, settings, chromium):
    settings.CIVIC_INTERACTION_PROOF_COST = 1
    office = factories.make_government_office()
    units = {"市政府办": office} | {name: factories.make_unit(name) for name in ("市教育局", "市住建局", "市城管局")}
    for username, (unit, role) in PEOPLE.items():
        user = factories.make_user(username)
        factories.make_post(user, unit=units[unit], role=role, today=LONG_AGO)
    make_channel(
        office,
        asked={"mail": "hidden"},
        policy={"extension_within": {"amount": 5, "unit": "working_days", "rolls": True}},
    )
    yield units
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def staff(units, chromium, live_server):
    """Sign in by name; each person once."""
    signed_in = {}

    def person(username):
        if username not in signed_in:
            signed_in[username] = Person(chromium, live_server, username)
        return signed_in[username]

    return person


class Desk:
    """The case on somebody's screen: `desk.as_("zhujian").does("中止", …)`."""

    def __init__(self, staff, case):
        self.staff, self.case, self.person = staff, case, None

    def as_(self, username):
        self.person = self.staff(username)
        self.person.page.goto(f"{self.person.address}/admin/letters/{self.case.pk}/")
        return self

    def presses(self, step):
        """A step that needs no more than its button."""
        self.person.presses(step)

    def does(self, step, button=None, *, ticks=(), lead="", **fields):
        """Open a step, fill its form, press its button; the button is called as the step unless it is named."""
        self.person.follows(step)
        if lead:
            self.person.page.locator("select[name=lead]").select_option(label=lead)
        for label in ticks:
            self.person.page.get_by_label(label).first.check()
        self.person.fills(**fields)
        self.person.presses(button or step)

    def state(self):
        return Case.objects.get(pk=self.case.pk).state

    def drafts(self, text):
        self.as_("zhujian").does("拟写答复", "保存并送审", text=text)

    def is_approved_by(self, *usernames):
        for username in usernames:
            self.as_(username).does("审核答复", "通过", comment="同意。")

    def returns(self, comment):
        self.person.follows("审核答复")
        self.person.page.locator("summary", has_text="退回").click()
        form = self.person.page.locator("details.civic-review__return form")
        form.locator("select").select_option(index=1)
        form.locator("textarea").fill(comment)
        form.get_by_role("button").click()
        self.person.page.wait_for_load_state()


@pytest.mark.shows("R116", "R117", "R125", "R126", "R127", "R135", "R139")
def test_a_letter_goes_over_every_desk_and_comes_back_answered_twice(units, staff, client):
    citizen = Citizen(client)
    write_letter(citizen)
    desk = Desk(staff, Case.objects.get())

    find_by_keyboard(staff("banshouli"), desk.case)
    reach_the_right_unit(desk, citizen)
    take_more_time(desk, citizen)
    be_returned_once_and_approved(desk, citizen)
    number = become_public(desk, citizen)
    be_reopened_and_corrected(desk, citizen, number)

    actors = set(get_user_model().objects.filter(username__in=PEOPLE).values_list("pk", flat=True))
    assert actors == {pk for pk in desk.case.events.values_list("actor", flat=True) if pk is not None}


def write_letter(citizen):
    """A form with an error loses nothing: neither what was written nor the file."""
    [channel] = citizen.get("channels/")["results"]
    form = {
        "channel": channel["code"],
        "title": "小区暖气不热",
        "text": TEXT,
        "name": "桑知夏",
        "consents_to_publication": True,
        "uploads": [citizen.upload("记录.txt", "室温14度".encode())],
    }
    status, refused = citizen.writes(**form)
    assert (status, [error["name"] for error in refused["errors"]]) == (400, ["phone"])
    status, receipt = citizen.writes(**form, phone="13900001234")
    assert (status, len(receipt["query_code"])) == (201, 16)


def find_by_keyboard(person, case):
    person.page.goto(f"{person.address}/admin/letters/")
    person.page.keyboard.press("j")
    person.page.keyboard.press("Enter")
    person.page.wait_for_url(f"**/letters/{case.pk}/")


def reach_the_right_unit(desk, citizen):
    """Accepted, given to a unit that is not competent, sent back by it, given to the right one with another beside it."""
    desk.as_("banshouli").presses("受理")
    desk.as_("banshouli").does("交办", lead="市教育局")
    desk.as_("jiaoyu").does("退回交办", reason="供暖不是教育部门的职责。")
    desk.as_("banshouli").does("交办", lead="市住建局", ticks=["市城管局"], instructions="请入户测温。")
    desk.person.shoot("letter-assigned")
    assert desk.state() == CaseState.HANDLING
    assert "市住建局" in citizen.does("open")["next_step"]


def take_more_time(desk, citizen):
    """The citizen is asked and answers; a third party is waited for; the leader grants an extension."""
    desk.as_("zhujian").person.fills(text="已联系热力公司，下午上门。")
    desk.person.presses("保存备注")
    desk.as_("zhujian").does("中止", ticks=["等待来信人补充"], explanation="请补充楼号。")
    assert citizen.does("open")["due_on"] is None
    citizen.does("supplement", text="是3号楼。")
    assert desk.state() == CaseState.HANDLING
    desk.as_("zhujian").does("中止", ticks=["等待第三方"], explanation="等测温报告。")
    desk.as_("zhujian").presses("恢复办理")
    before = Case.objects.get().due_on
    desk.as_("zhujian").does("申请延期", reason="换热站改造需要时间。")
    desk.as_("juzhang").does("审批延期", ticks=["同意"])
    assert Case.objects.get().due_on > before
    desk.as_("reli").does("提交协办意见", text="换热站循环泵已更换。")


def be_returned_once_and_approved(desk, citizen):
    """A poor draft comes back with the reason; the next one is seen beside it; the office has the last word."""
    desk.drafts("已转有关单位处理。")
    desk.as_("juzhang").returns("请写明什么时候修好。")
    assert desk.case.events.latest("seq").event == Event.RETURNED
    assert desk.as_("zhujian").person.sees("请写明什么时候修好。")
    desk.drafts(ANSWER)
    desk.as_("juzhang").person.follows("审核答复")
    assert desk.person.page.locator(".civic-letter__diff .addition, .civic-letter__diff .deletion").count()
    desk.person.shoot("letter-review-changes")
    desk.is_approved_by("juzhang")
    assert citizen.does("open")["answers"] == []
    desk.is_approved_by("gongkaike")
    desk.as_("zhujian").does("答复来信人", "发出答复")
    assert [one["text"] for one in citizen.does("open")["answers"]] == [ANSWER]


def become_public(desk, citizen):
    """Masked, and only after somebody has seen what the public will read; returns the number of the public letter."""
    desk.as_("gongkaike").does("发布", "查看公开后的样子")
    desk.person.shoot("letter-publish")
    desk.person.presses("发布")
    run_jobs()
    [row] = citizen.get("letters/", q="循环泵")["results"]
    everywhere = [
        json.dumps(citizen.get(f"letters/{row['id']}/"), ensure_ascii=False),
        json.dumps(citizen.get("search/", q="循环泵"), ensure_ascii=False),
        citizen.client.get("/tables/letters.csv").getvalue().decode(),
        citizen.client.get("/feeds/letters.atom").getvalue().decode(),
    ]
    assert [("暖气不热" in text, "桑知夏" in text, "13900001234" in text) for text in everywhere] == [
        (True, False, False)
    ] * len(everywhere)
    return row["id"]


def be_reopened_and_corrected(desk, citizen, number):
    """Not satisfied: the unit answers again, and the public reads the newer answer and what was there before."""
    citizen.does("rate", score=1, text="晚上还是不热")
    assert citizen.does("reopen")["state"] == CaseState.HANDLING
    desk.drafts("您好，阀门已更换，室温20度。")
    desk.is_approved_by("juzhang", "gongkaike")
    desk.as_("zhujian").does("答复来信人", "发出答复")
    assert citizen.does("rate", score=5)["state"] == CaseState.CLOSED
    desk.as_("gongkaike").does("更正公开内容", "查看公开后的样子", what="补充第二次办理的结果。")
    desk.person.presses("发布更正")
    assert PublicLetter.objects.get().answer == "您好，阀门已更换，室温20度。"
    assert len(citizen.get(f"letters/{number}/history/")["results"]) == 2
