"""`./run screens [name …]`: photograph the demo city's screens, each at every width, into `var/screens/`.

Fails when a screen answers with an error or when its scripts complain; every picture is taken first.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response

from tooling.browser import find_chromium, open_chromium, open_context
from tooling.frontend import prepare_site
from tooling.manage import ask_django
from tooling.places import VAR
from tooling.prepare import prepare
from tooling.screens import SCREENS, WIDTHS, Screen
from tooling.serve import city_served
from tooling.servers import free_port
from tooling.site_screens import VIEWS, photograph_site, wanted_pages
from tooling.tell import Trouble, say

FOLDER = VAR / "screens"
LOWEST_ERROR = 400
#: Run by Django: who looks (role → account), and the numbers of what they look at.
FACTS = """
import json
from cms.demo.accounts import PASSWORD, SUPERUSER
from civic_disclosure.models import ChannelPage, ItemPage, PublishedItem, PublishedLink, UnitCatalogue
from civic_interaction.models import Case, Channel, Collection, CommonQuestion, DutyShift, HotTopic, PublicLetter
from civic_office.models import NoticeTemplate, Post
from django.utils import timezone
from wagtail.models import TaskState
public = PublishedItem.objects.public()
finance = public.filter(unit__short_name="市财政局").first() or public.first()
unit = UnitCatalogue.objects.get(unit_id=finance.unit_id)
posts = Post.objects.filter(ends_on=None).select_related("user", "unit")
accounts = {post.role: post.user.get_username() for post in posts if post.unit.kind == "government_office"}
accounts |= {post.role: post.user.get_username() for post in posts if post.unit == unit.unit}
items = ItemPage.objects.descendant_of(unit)
item = items.live().first()
draft = items.filter(live=False).first() or item
steps = TaskState.objects.filter(status="in_progress", task__unitroletask__role="secrecy_reviewer", revision__object_id__in=[str(pk) for pk in items.values_list("pk", flat=True)])
step = steps.first()
ended = public.filter(validity__in=["repealed", "expired"]).first()
interpreted = PublishedLink.objects.filter(kind="interprets").values("other_id")
policy = public.filter(kind="policy", pk__in=interpreted).first()
cases = Case.objects.order_by("-pk")
def first(**facts):
    found = cases.filter(**facts).first()
    return found.pk if found else 0
def first_of(model, **facts):
    return getattr(model.objects.filter(**facts).first(), "pk", 0)
told = PublicLetter.objects.values("pk")
answered = cases.filter(replies__state="sent", letter__consents_to_publication=True).exclude(pk__in=told)
collection = Collection.objects.filter(state="open", opinions__isnull=False).first()
letters = {
    "handled": first(state="handling", lead_unit=unit.unit),
    "reviewed": first(state="in_review"),
    "answered": getattr(answered.exclude(channel__publication="never").first(), "pk", 0),
    "corrected": first(events__event="corrected"),
    "reopened": first(round=2),
    "collection": collection.pk if collection else 0,
    "prepared": first_of(Collection, state="draft"),
    "topic": first_of(HotTopic, published_at__isnull=False, responses__number=2),
    "topic_reviewed": first_of(HotTopic, responses__reviews__is_approved=True, published_at=None, responses__state="in_review"),
    "question": first_of(CommonQuestion, published_at=None),
    "bureau": unit.unit.pk,
    "shift": first_of(DutyShift, unit=unit.unit, day__gt=timezone.localdate()),
    "text": first_of(NoticeTemplate, kind="letter_received"),
    "opinion": collection.opinions.first().pk if collection else 0,
}
said = {"letter": PublicLetter, "question": CommonQuestion, "topic": HotTopic}
asked = {name: model.objects.public().values_list("pk", flat=True).last() for name, model in said.items()}
asked["mailbox"] = Channel.objects.values_list("code", flat=True).first()
asked |= dict(Collection.objects.public().order_by("-pk").values_list("state", "pk"))
print(json.dumps({
    "public": {"item": item.pk, "policy": policy.pk, "ended": ended.pk, "column": public.get(pk=item.pk).placements.first().column_id, "channel": ChannelPage.objects.live().first().pk, "unit": unit.unit.code, **asked},
    "password": PASSWORD,
    "accounts": {**accounts, "superuser": SUPERUSER},
    "numbers": {"catalogue": unit.pk, "column": item.get_parent().pk, "item": item.pk, "draft": draft.pk, "step": step.pk if step else 0, **letters},
}))
"""


def main(args: Sequence[str]) -> int:
    wanted = [screen for screen in SCREENS if not args or screen.name in args]
    pages = wanted_pages(tuple(args))
    program = find_chromium()
    if program is None:
        raise Trouble(
            "没有找到 Chromium。Debian 请执行 apt-get install chromium。", "There is no Chromium on this machine."
        )
    prepare()
    site_port = free_port() if pages and prepare_site() else None
    facts = json.loads(ask_django("shell", "--no-imports", "--command", FACTS).splitlines()[-1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with city_served("127.0.0.1", port, site_port=site_port), open_chromium(program) as browser:
        photographer = Photographer(browser, f"http://127.0.0.1:{port}", facts)
        troubles = [
            trouble for width in WIDTHS for screen in wanted for trouble in photographer.photograph(screen, width)
        ]
        if site_port is not None:
            site = f"http://127.0.0.1:{site_port}"
            troubles += photograph_site(browser, site, pages, facts["public"], folder=FOLDER, watch=noted_troubles)
    print(*troubles, sep="\n")
    pictures = len(wanted) * len(WIDTHS) + (len(pages) * len(VIEWS) if site_port is not None else 0)
    say(f"截图在 {FOLDER}。", f"{pictures} pictures, {len(troubles)} troubles.")
    return 1 if troubles else 0


class Photographer:
    """One browser, one window per account and width, signed in once."""

    def __init__(self, browser: Browser, base_url: str, facts: dict) -> None:
        self.browser = browser
        self.base_url = base_url
        self.facts = facts
        self.windows: dict[tuple[str | None, int], BrowserContext] = {}

    def photograph(self, screen: Screen, width: int) -> list[str]:
        """Take the picture; what went wrong on the way."""
        name = f"{screen.name}-{width}"
        page = self.window(screen.account, width).new_page()
        with noted_troubles(page) as troubles:
            path = screen.path.format(**self.facts["numbers"])
            page.goto(path, wait_until="networkidle")
            if urlsplit(page.url).path != urlsplit(path).path:
                troubles.append(f"led to {page.url}")
            for selector in screen.clicks:
                page.click(selector)
            if screen.awaits:
                page.wait_for_selector(screen.awaits)
            page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
        if width == WIDTHS[0] and is_too_wide(page):
            troubles.append("wider than the window")
        page.close()
        return [f"{name}: {trouble}" for trouble in troubles]

    def window(self, account: str | None, width: int) -> BrowserContext:
        if (account, width) not in self.windows:
            context = open_context(self.browser, base_url=self.base_url, width=width)
            if account is not None:
                self.sign_in(context, self.facts["accounts"][account])
            self.windows[account, width] = context
        return self.windows[account, width]

    def sign_in(self, context: BrowserContext, username: str) -> None:
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", self.facts["password"])
        page.click("[type=submit]")
        page.wait_for_load_state("networkidle")
        page.close()


@contextmanager
def noted_troubles(page: Page) -> Iterator[list[str]]:
    """Answers of 400 and more, uncaught errors of scripts, and what they write to the console as errors."""
    troubles: list[str] = []

    def note_answer(answer: Response) -> None:
        if answer.status >= LOWEST_ERROR:
            troubles.append(f"{answer.status} {answer.url}")

    page.on("response", note_answer)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield troubles


def is_too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
