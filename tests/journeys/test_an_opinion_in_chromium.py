"""An opinion collection's whole way once in a real browser: the office at its screens, the citizens by the API."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.follow import token_of
from civic_interaction.domain.collections.load_rules import load_rules
from civic_interaction.enums import CollectionState
from civic_interaction.models import Collection, Follower, Opinion
from civic_office.enums import Role
from civic_office.workdays import civil_date
from tests import factories
from tests.interaction.clauses.drafts import FIRST, SECOND
from tests.interaction.letters import LONG_AGO
from tests.jobs import run_jobs
from tests.journeys.people import Citizen, Person

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PERIOD = datetime.timedelta(days=40)
#: On a quoted clause, twice the same, and on the whole.
OPINIONS = (
    {"text": "建议把清理期限从三十日缩短为十五日。", "anchor": "article-4-item-2", "quoted": "在三十日内"},
    {"text": "希望把清理期限从三十日缩短为十五日！", "anchor": "article-4-item-2", "quoted": "在三十日内"},
    {"text": "我叫桑知夏，电话13900001234，支持制定本办法。"},
)


@pytest.fixture
def unit(search_on, settings, chromium):
    settings.CIVIC_INTERACTION_PROOF_COST = 1
    load_rules(by=None, now=timezone.now() - datetime.timedelta(days=400))
    office, unit = factories.make_government_office(), factories.make_unit("市城管局")
    for username, role, of in (
        ("nigao", Role.DRAFTER, unit),
        ("juzhang", Role.SUPERVISING_LEADER, unit),
        ("gongkaike", Role.DISCLOSURE_SECTION, office),
    ):
        factories.make_post(factories.make_user(username), unit=of, role=role, today=LONG_AGO)
    yield unit
    for context in chromium.contexts:
        context.close()


class Bureau:
    """The collection on the screens of those who prepare it and who review it."""

    def __init__(self, chromium, live_server):
        self.people = {
            name: Person(chromium, live_server, name, width=width)
            for name, width in (("nigao", 1280), ("juzhang", 390), ("gongkaike", 1280))
        }
        self.drafter = self.people["nigao"]

    def opens(self, path="", *, by="nigao"):
        person = self.people[by]
        person.page.goto(f"{person.address}/admin/opinion-collections/{path}")
        return person

    def prepares(self, unit, **fields):
        person = self.opens("new/")
        person.page.locator("select[name=unit]").select_option(label=str(unit))
        person.page.locator("select[name=kind]").select_option(value="general")
        person.page.locator("[name=shows_opinions]").check()
        person.fills(**fields)
        person.page.locator("textarea[name=text]").click()  # a calendar closes when something else is clicked
        person.presses("保存")

    def does(self, step, **fields):
        """One step of the collection's page, confirmed by the button of the same name."""
        person = self.opens(f"{Collection.objects.get().pk}/")
        person.follows(step)
        person.fills(**fields)
        person.presses(step)

    def is_reviewed(self):
        self.does("报送审核")
        for name in ("juzhang", "gongkaike"):
            person = self.opens(f"{Collection.objects.get().pk}/", by=name)
            person.follows("审核")
            assert person.is_not_scrolled_sideways()
            person.shoot(f"collection-review-{name}")
            person.fills(comment="同意。")
            person.presses("通过")

    def reads(self, opinion, verdict):
        person = self.opens(f"{opinion.collection_id}/opinions/{opinion.pk}/")
        person.page.get_by_label(verdict, exact=True).check()
        person.page.locator("form button[type=submit]").last.click()
        person.page.wait_for_load_state()

    def decides(self, path, decision, reason):
        person = self.opens(path)
        person.page.get_by_label(decision, exact=True).check()
        person.fills(reason=reason)
        person.page.locator("button[type=submit]:not([name=dissolve])").last.click()
        person.page.wait_for_load_state()


def days_from_now(days):
    return (civil_date(timezone.now()) + datetime.timedelta(days=days)).isoformat()


@pytest.mark.shows("R131")
def test_the_public_is_asked_answers_and_reads_what_became_of_it(unit, chromium, live_server, client):
    citizen, bureau = Citizen(client), Bureau(chromium, live_server)

    announce(bureau, unit)
    give_opinions(citizen, bureau)
    revise(citizen, bureau)
    close(citizen)
    report(citizen, bureau)


def announce(bureau, unit):
    """Nothing is public before both levels of review have passed it."""
    facts = {
        "title": "共享单车停放管理办法（征求意见稿）",
        "background": "乱停乱放反映集中。",
        "contact": "市城管局法规科",
        "opens_on": days_from_now(0),
        "closes_on": days_from_now(40),
    }
    bureau.prepares(unit, **facts, text=FIRST)
    bureau.is_reviewed()
    assert not Collection.objects.public().exists()
    bureau.does("发布征集")
    assert Collection.objects.get().state == CollectionState.OPEN


def give_opinions(citizen, bureau):
    """Read by a person before anybody else: what is personal stays covered."""
    [row] = citizen.get("collections/")["results"]
    for sent in OPINIONS:
        status, _receipt = citizen.post(
            f"collections/{row['id']}/opinions/", {**sent, "consents_to_publication": True, "proof": citizen.proof()}
        )
        assert status == 201
    assert citizen.get(f"collections/{row['id']}/opinions/")["results"] == []
    for opinion in Opinion.objects.order_by("pk"):
        bureau.reads(opinion, "公开")
    shown = citizen.get(f"collections/{row['id']}/opinions/")["results"]
    assert len(shown) == len(OPINIONS)
    assert not any("13900001234" in one["text"] or "桑知夏" in one["text"] for one in shown)
    citizen.post(f"collections/{row['id']}/followers/", {"mail": "sang@example.cn", "proof": citizen.proof()})
    citizen.post("collections/followers/confirm/", {"token": token_of(Follower.objects.get())})


def revise(citizen, bureau):
    """A second version, reviewed like the first; everybody sees what changed, clause by clause, and followers are told."""
    pk = Collection.objects.get().pk
    bureau.does("编写草案", text=SECOND, note="缩短清理期限。")
    bureau.is_reviewed()
    bureau.does("发布修改稿")
    run_jobs()
    changed = citizen.get(f"collections/{pk}/versions/1/compare/2/")
    assert "十五日" in str(changed)
    assert [message.to for message in mail.outbox][-1] == ["sang@example.cn"]


def close(citizen):
    """When the period is over, no way leads in any more."""
    collection = Collection.objects.get()
    close_collection(collection, now=timezone.now() + PERIOD + datetime.timedelta(days=1))
    status, refused = citizen.post(
        f"collections/{collection.pk}/opinions/", {"text": "晚到的意见", "proof": citizen.proof()}
    )
    assert status in {400, 409}, refused
    assert Opinion.objects.count() == len(OPINIONS)


def report(citizen, bureau):
    """Equal opinions are put together, every one gets its outcome, and the results are reviewed and published."""
    pk = Collection.objects.get().pk
    person = bureau.opens(f"{pk}/groups/")
    person.follows("选中这些")
    person.fills(title="缩短清理期限")
    person.shoot("collection-groups")
    person.presses("归并")
    bureau.decides(f"{pk}/groups/{Collection.objects.get().groups.get().pk}/", "采纳", "第六条已改为十五日。")
    alone = Opinion.objects.get(group=None)
    bureau.decides(f"{pk}/opinions/{alone.pk}/?outcome=1", "未采纳", "没有提出具体修改意见。")
    bureau.does("编写结果报告", text="共收到意见三条，采纳两条。")
    bureau.is_reviewed()
    bureau.does("公布结果")
    run_jobs()
    results = citizen.get(f"collections/{pk}/results/")
    assert "第六条已改为十五日。" in str(results)
    assert "没有提出具体修改意见。" in str(citizen.get(f"collections/{pk}/opinions/"))
    assert len(mail.outbox) == 3  # to confirm, the revision, the results
    assert Collection.objects.get().state == CollectionState.REPORTED
