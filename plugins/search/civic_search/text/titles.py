"""What a title says beside what all titles say.

临沂市财政局关于印发《临沂市差旅费管理办法》的通知 → 差旅费管理办法. Who asks for it types just that.
"""

import re
from collections.abc import Sequence

_WITHIN = re.compile(
    r"(?:印发|公布|发布|颁布|修订|批转|转发)[^《》]{0,12}《(?P<name>[^《》]+(?:《[^《》]*》[^《》]*)?)》"
)
_ABOUT = re.compile(r"^关于(?P<name>.+?)的?(?:通知|公告|通告|意见|决定|批复|通报|函|公示|报告)$")
_STATE = re.compile(r"[（(](?:试行|暂行|修订|修订稿|\d{4}年?(?:版|修订))[）)]$")
_GUIDE = re.compile(r"(?:办事|办理|申请|申领|服务)?(?:指南|须知)$")
_EMPTY = re.compile(r"[（(\[]\s*[）)\]]")


def core_of(title: str, *, issuer: Sequence[str] = ()) -> str:
    """The title without its issuer, the place that the issuer is of, and 关于印发《…》的通知. Never empty for a title.

    `issuer`: official name and others of whom it is from.
    """
    core = title.strip()
    for name in issuer:
        core = core.replace(name, "")
    core = _EMPTY.sub("", core).strip()
    if within := _WITHIN.search(core):
        core = within["name"]
    elif about := _ABOUT.match(core):
        core = about["name"]
    if issuer:
        core = core[_shared_beginning(core, issuer[0]) :]
    return _GUIDE.sub("", _STATE.sub("", core.strip())).strip() or title


def _shared_beginning(core: str, issuer: str) -> int:
    """How long the name of the place is that both begin with: up to its 省, 市, 县, 区 …"""
    length = 0
    for place, (one, other) in enumerate(zip(core, issuer, strict=False), 1):
        if one != other:
            break
        if one in "省市县区州盟旗镇乡":
            length = place
    return length if length < len(core) else 0
