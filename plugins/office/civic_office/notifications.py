"""What the office itself tells, and how its people are reached."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from civic_office.enums import NoticeMode
from civic_office.notices.addressees import Address, Addressee, register_addressee
from civic_office.notices.kinds import Kind, KindGroup, Placeholder, register_kinds

LINK = Placeholder(_("address of the screen"), "https://www.example.gov.cn/admin/")
TEXTS = Path(__file__).parent / "data" / "notices.json"

DIGEST = Kind(
    "digest",
    _("Daily mail"),
    {
        "count": Placeholder(_("how many notices"), "2"),
        "list": Placeholder(_("their subjects, one on each line"), "1. 来信即将到期\n2. 来信已超期"),
        "link": LINK,
    },
)
REVIEWS = KindGroup("reviews", _("Review before publication"), NoticeMode.DIGEST)
OF_REVIEW = {
    "unit": Placeholder(_("unit"), "市财政局"),
    "step": Placeholder(_("step of review"), "保密审查员"),
    "title": Placeholder(_("title of the text; not in the shipped notice, for it may be secret"), "关于……的通知"),
    "link": LINK,
}
REVIEW_KINDS = (
    Kind("review_waiting", _("Text waits for my review"), OF_REVIEW, REVIEWS),
    Kind("review_returned", _("Text returned to me"), OF_REVIEW, REVIEWS),
    Kind("review_passed", _("Text has passed review"), OF_REVIEW, REVIEWS),
)


def find_member_of_staff(number: int) -> Address | None:
    """None for somebody who does not work here any more. Their account name serves the government's own messenger."""
    user = get_user_model().objects.filter(pk=number, is_active=True).first()
    if user is None:
        return None
    phone = user.posts.exclude(phone="").order_by("-starts_on").values_list("phone", flat=True).first()
    return Address(mail=user.email, phone=phone or "", account=user.get_username())


def register_notices() -> None:
    register_kinds([DIGEST, *REVIEW_KINDS], texts=TEXTS)
    register_addressee("staff", Addressee(find_member_of_staff))
