"""The desk of opinion collection: who sees what, and the whole way by its screens."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.group_opinions import group_opinions
from civic_interaction.enums import CollectionKind, CollectionState, Decision, Moderation
from civic_interaction.models import Collection
from civic_office.enums import Role
from civic_office.workdays import civil_date
from tests import factories
from tests.interaction.clauses.drafts import FIRST, SECOND
from tests.interaction.collections.asked import (
    DURING,
    fresh,
    give,
    make_bureau,
    make_collection,
    revise,
)
from tests.lists import count_queries

DAY = datetime.timedelta(days=1)


@pytest.fixture
def bureau(db):
    bureau = make_bureau()
    people = (bureau.drafter, bureau.handler, bureau.leader, bureau.section, bureau.stranger)
    factories.give_access(*people)
    return bureau


def url(name, *args):
    return reverse(f"civic_collections:{name}", args=args)


def ask(client, person, address, **data):
    """The answer to `person`, who sends `data` if there is any."""
    client.force_login(person)
    return client.post(address, data) if data else client.get(address)


@pytest.mark.shows("R122")
def test_a_collection_goes_its_whole_way_by_screens(client, bureau):
    today = civil_date(timezone.now())
    form = {
        "unit": bureau.unit.pk,
        "title": "共享单车停放管理办法",
        "kind": CollectionKind.GENERAL,
        "background": "乱停乱放",
        "opens_on": today,
        "closes_on": today + 30 * DAY,
        "shows_opinions": "on",
        "text": FIRST,
    }
    assert ask(client, bureau.drafter, url("add"), **form).status_code == 302
    collection = Collection.objects.get()

    assert ask(client, bureau.drafter, url("send", collection.pk), ok=1).status_code == 302
    for reviewer in (bureau.leader, bureau.section):
        page = ask(client, reviewer, url("review", collection.pk))
        assert "在三十日内清理故障车辆" in page.content.decode()
        assert ask(client, reviewer, url("review", collection.pk), comment="同意").status_code == 302
    days = {"opens_on": today, "closes_on": today + 30 * DAY}
    assert ask(client, bureau.drafter, url("announce", collection.pk), **days).status_code == 302
    assert fresh(collection).state == CollectionState.OPEN

    opinion = give(collection, "电话13800138000，建议缩短。", anchor="article-4-item-2", now=timezone.now()).opinion
    page = ask(client, bureau.handler, url("opinion", collection.pk, opinion.pk)).content.decode()
    covered = f"{opinion.text.index('1380')}-{opinion.text.index('，')}"
    assert f'value="{covered}"' in page
    decided = {"verdict": Moderation.PUBLISHED, "covered": covered}
    assert ask(client, bureau.handler, url("opinion", collection.pk, opinion.pk), **decided).status_code == 302
    assert "13800138000" not in fresh(opinion).public_text

    close_collection(collection, now=timezone.now() + 31 * DAY)
    outcome = {"outcome": 1, "decision": Decision.ADOPTED, "reason": "改为十五日。"}
    assert ask(client, bureau.handler, url("opinion", collection.pk, opinion.pk), **outcome).status_code == 302
    assert ask(client, bureau.drafter, url("report", collection.pk), text="收到意见一条。").status_code == 302
    assert ask(client, bureau.drafter, url("send", collection.pk), ok=1).status_code == 302
    for reviewer in (bureau.leader, bureau.section):
        ask(client, reviewer, url("review", collection.pk), comment="同意")
    assert ask(client, bureau.drafter, url("publish-result", collection.pk), ok=1).status_code == 302
    assert fresh(collection).state == CollectionState.REPORTED


def test_what_the_law_refuses_is_said_at_its_field_and_nothing_typed_is_lost(client, bureau):
    today = civil_date(timezone.now())
    form = {
        "unit": bureau.unit.pk,
        "title": "共享单车停放管理办法",
        "kind": CollectionKind.MAJOR_DECISION,
        "background": "乱停乱放",
        "opens_on": today,
        "closes_on": today + 10 * DAY,
        "text": FIRST,
    }

    answer = ask(client, bureau.drafter, url("add"), **form)

    assert "第十五条" in str(answer.context["form"].errors["shortened_reason"])
    assert "乱停乱放" in answer.content.decode()
    assert "在三十日内清理故障车辆" in answer.content.decode()
    assert not Collection.objects.exists()


def test_a_returned_text_says_why(client, bureau):
    collection = make_collection(bureau, CollectionState.DRAFT, kind=CollectionKind.GENERAL)
    ask(client, bureau.drafter, url("send", collection.pk), ok=1)

    nothing_said = ask(client, bureau.leader, url("review", collection.pk), **{"return": 1, "comment": ""})
    assert nothing_said.status_code == 200
    assert nothing_said.context["form"].errors["comment"]


PAGES = ("edit", "opinions", "groups")


@pytest.mark.parametrize("page", PAGES)
def test_people_of_other_units_see_nothing(client, bureau, page):
    collection = make_collection(bureau, opinions=["建议修改。"])

    assert ask(client, bureau.stranger, url(page, collection.pk)).status_code == 302
    assert ask(client, bureau.drafter, url(page, collection.pk)).status_code == 200
    assert collection.title not in ask(client, bureau.stranger, url("index")).content.decode()


def test_opinions_and_those_who_gave_them_stay_with_those_who_deal_with_them(client, bureau):
    collection = make_collection(bureau, opinions=["建议修改。"])
    opinion = collection.opinions.get()
    reviewer = factories.make_post(unit=bureau.unit, role=Role.SECTION_REVIEWER).user
    factories.give_access(reviewer)

    assert ask(client, reviewer, url("edit", collection.pk)).status_code == 200
    assert ask(client, reviewer, url("opinion", collection.pk, opinion.pk)).status_code == 302
    assert "138****8000" in ask(client, bureau.handler, url("opinion", collection.pk, opinion.pk)).content.decode()


def test_an_opinion_is_not_found_under_another_collection(client, bureau):
    one, other = make_collection(bureau, opinions=["建议修改。"]), make_collection(bureau)

    assert ask(client, bureau.handler, url("opinion", other.pk, one.opinions.get().pk)).status_code == 404


def test_the_page_offers_what_is_possible_and_no_more(client, bureau):
    collection = make_collection(bureau)

    offers = dict(ask(client, bureau.drafter, url("edit", collection.pk)).context["offers"])

    assert set(offers) == {url("write", collection.pk), url("close", collection.pk)}


def test_versions_are_compared_on_the_desk(client, bureau):
    collection = make_collection(bureau)
    revise(collection, bureau, SECOND)

    page = ask(client, bureau.drafter, url("compare", collection.pk, 1, 2)).content.decode()

    assert "<del>三十日</del><ins>十五日</ins>" in page
    assert ask(client, bureau.drafter, url("compare", collection.pk, 1, 9)).status_code == 404


def test_equal_opinions_are_suggested_put_together_answered_and_taken_apart(client, bureau):
    texts = ["建议把清理期限从三十日改为十五日。", "建议将清理期限由三十日改为十五日！"]
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=texts)
    pks = sorted(collection.opinions.values_list("pk", flat=True))

    page = ask(client, bureau.handler, url("groups", collection.pk)).content.decode()
    assert f"?opinion={pks[0]}&amp;opinion={pks[1]}" in page
    typed = {"title": "缩短期限", "opinions": pks}
    assert ask(client, bureau.handler, url("groups", collection.pk), **typed).status_code == 302
    group = collection.groups.get()
    outcome = {"decision": Decision.ADOPTED, "reason": "改为十五日。"}
    assert ask(client, bureau.handler, url("group", collection.pk, group.pk), **outcome).status_code == 302
    assert "改为十五日。" in ask(client, bureau.handler, url("group", collection.pk, group.pk)).content.decode()
    assert ask(client, bureau.handler, url("group", collection.pk, group.pk), dissolve=1).status_code == 302
    assert not collection.groups.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_database_as_often_for_three_as_for_one(client, bureau, count):
    collections = [make_collection(bureau) for _number in range(count)]
    for number in range(count):
        give(collections[0], f"意见{number}", anchor="article-3")
    group = group_opinions(collections[0], collections[0].opinions.all(), title="同", by=bureau.handler, now=DURING)
    assert group
    client.force_login(bureau.handler)

    counted = {
        name: count_queries(client, address)
        for name, address in {
            "index": url("index"),
            "opinions": url("opinions", collections[0].pk),
            "groups": url("groups", collections[0].pk),
        }.items()
    }

    assert counted == {"index": 15, "opinions": 18, "groups": 18}


def test_the_periods_are_read_by_the_section(client, bureau):
    address = reverse("civic_collection_rules:index")

    assert "第十五条" in ask(client, bureau.section, address).content.decode()
    assert ask(client, bureau.drafter, address).status_code == 302
