"""What interaction tells: its kinds of notice with the placeholders of their texts, and how citizens are reached.

Citizens' texts hold the number of the letter, the channel, and what the tracking page says of the event (`tell_events`):
nothing a citizen or an officer wrote, and no answer. Staff's texts hold numbers, units and days.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.domain.collections.tell_followers import (
    ASKER,
    FOLLOWER,
    find_asker,
    find_confirmed,
    forget_after_last,
)
from civic_interaction.domain.tell_citizen import SENDER, find_sender
from civic_office.enums import NoticeMode
from civic_office.notices.addressees import Addressee, register_addressee
from civic_office.notices.kinds import Kind, KindGroup, Placeholder, register_kinds

TEXTS = Path(__file__).parent / "data" / "notices" / "texts.json"

LETTERS = KindGroup("letters", _("Letters to be dealt with"), NoticeMode.AT_ONCE)
DUE = KindGroup("letters_due", _("Time limits of letters"), NoticeMode.DIGEST)
DUTY = KindGroup("duty", _("Duty roster and unattended letters"), NoticeMode.AT_ONCE)
COLLECTIONS = KindGroup("collections", _("Opinion collections"), NoticeMode.DIGEST)

NUMBER = Placeholder(_("receipt number"), "20261121004213")
CHANNEL = Placeholder(pgettext_lazy("interaction", "channel"), "市长信箱")
WHAT = Placeholder(_("what happened, in one sentence"), "市住房城乡建设局已受理，12月11日（周五）前答复。")
DAY = Placeholder(_("due date"), "2026年12月11日（周五）")
UNIT = Placeholder(_("unit"), "市住房城乡建设局")
LINK = Placeholder(_("address of the screen"), "https://www.example.gov.cn/admin/letters/1/")
TITLE = Placeholder(_("title of the collection"), "临州市公园管理办法（征求意见稿）")

OF_LETTER = {
    "number": NUMBER,
    "channel": CHANNEL,
    "what": WHAT,
    "link": Placeholder(_("address of the tracking page"), "https://www.example.gov.cn/letters/track/"),
}
OF_CASE = {"number": NUMBER, "channel": CHANNEL, "unit": UNIT, "due": DAY, "link": LINK}
OF_CLOCK = {**OF_CASE, "clock": Placeholder(_("what has to be done"), "答复来信人")}
OF_COLLECTION = {"title": TITLE, "unit": UNIT, "due": DAY, "link": LINK}
OF_DUTY = {"unit": UNIT, "days": Placeholder(_("days"), "2026年11月23日（周一）"), "link": LINK}
OF_UNATTENDED = {**OF_CASE, "hours": Placeholder(_("working hours since receipt"), "4")}
FOR_FOLLOWER = {
    "title": TITLE,
    "what": Placeholder(_("what happened, in one sentence"), "《临州市公园管理办法》征求意见的结果已经公布。"),
    "link": Placeholder(_("address of the collection"), "https://www.example.gov.cn/collections/1/"),
    "stop": Placeholder(_("address to hear no more"), "https://www.example.gov.cn/collections/1/unfollow/…/"),
}

KINDS = (
    # To the citizen
    Kind("letter_received", _("To the citizen: letter has arrived"), OF_LETTER),
    Kind("letter_accepted", _("To the citizen: letter was taken on"), OF_LETTER),
    Kind("letter_passed_on", _("To the citizen: letter was given to a unit or moved"), OF_LETTER),
    Kind("letter_needs_material", _("To the citizen: something has to be added"), OF_LETTER),
    Kind("letter_extended", _("To the citizen: the time to answer was extended"), OF_LETTER),
    Kind("letter_answered", _("To the citizen: letter was answered"), OF_LETTER),
    Kind("letter_closed", _("To the citizen: letter was closed"), OF_LETTER),
    # To members of staff
    Kind("letter_assigned", _("Letter assigned to my unit"), OF_CASE, LETTERS),
    Kind("letter_returned", _("Reply or letter returned to me"), OF_CASE, LETTERS),
    Kind("letter_to_review", _("Reply waits for my review"), OF_CASE, LETTERS),
    Kind("letter_extension_asked", _("More time asked for: I decide"), OF_CASE, LETTERS),
    Kind("letter_extension_decided", _("More time granted or refused"), OF_CASE, LETTERS),
    Kind("letter_reopened", _("Citizen not satisfied: letter reopened"), OF_CASE, LETTERS),
    Kind("letter_due_soon", _("Letter due soon"), OF_CLOCK, DUE),
    Kind("letter_overdue", _("Letter overdue"), OF_CLOCK, DUE),
    Kind("letter_unattended", _("New letter that nobody attends to"), OF_UNATTENDED, DUTY),
    Kind("duty_today", _("I have the duty today"), OF_DUTY, DUTY),
    Kind("duty_changed", _("My days of duty were changed"), OF_DUTY, DUTY),
    Kind("collection_to_review", _("Text of a collection waits for my review"), OF_COLLECTION, COLLECTIONS),
    Kind("collection_returned", _("Text of a collection returned to me"), OF_COLLECTION, COLLECTIONS),
    Kind("collection_result_due", _("Results of a collection due soon"), OF_COLLECTION, COLLECTIONS),
    Kind("collection_result_overdue", _("Results of a collection overdue"), OF_COLLECTION, COLLECTIONS),
    # To those who follow a collection
    Kind(
        "follow_confirm",
        _("To a follower: please confirm"),
        {
            "title": TITLE,
            "confirm": Placeholder(_("address to confirm"), "https://www.example.gov.cn/collections/1/follow/…/"),
        },
    ),
    Kind("follow_news", _("To a follower: what happened"), FOR_FOLLOWER),
)


def register_notices() -> None:
    register_kinds(KINDS, texts=TEXTS)
    register_addressee(SENDER, Addressee(find_sender))
    register_addressee(ASKER, Addressee(find_asker))
    register_addressee(FOLLOWER, Addressee(find_confirmed, settled=forget_after_last))
