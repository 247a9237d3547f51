"""A unit or a channel is called otherwise: list, page, feed and search follow; the letters themselves have not changed."""

import pytest

from civic_interaction.domain import render_again as rendering
from civic_interaction.domain.publish_letter import publish_letter, suggest_letter_masks
from civic_interaction.domain.render_again import render_again
from civic_interaction.enums import CaseState
from civic_interaction.models import PublicLetter
from civic_office.models import UnitAlias
from civic_office.models.jobs import JobProgress
from tests.interaction.letters import MONDAY, bring_to, make_city
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(search_on):
    return make_city()


def publish(city):
    case = bring_to(CaseState.ANSWERED, city, consents_to_publication=True)
    return publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=MONDAY)


def rename(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


ADDRESSES = ("/api/v1/letters/", "/api/v1/letters/{pk}/", "/feeds/letters.atom", "/tables/letters.csv")


def said(client, address, letter):
    got = client.get(address.format(pk=letter.pk))
    return b"".join(got.streaming_content).decode() if got.streaming else got.content.decode()


def test_every_channel_names_the_unit_and_the_channel_as_they_are_called_now(city, client):
    letter = publish(city)
    rename(city.unit, official_name="市城市管理综合执法局")
    rename(city.channel, name="书记市长信箱")
    run_jobs()

    for address in ADDRESSES:
        text = said(client, address, letter)
        assert ("市城市管理综合执法局" in text, "书记市长信箱" in text) == (True, True), address
    found = client.get("/api/v1/search/?q=城市管理综合执法局").json()["results"]
    assert f"/letters/{letter.pk}/" in [hit["url"] for hit in found]


def test_the_letter_itself_has_not_changed(city, client):
    letter = publish(city)
    before = client.get(f"/api/v1/letters/{letter.pk}/").json()
    rename(city.unit, official_name="市城市管理综合执法局")
    run_jobs()

    after = client.get(f"/api/v1/letters/{letter.pk}/").json()

    assert {name for name in after if after[name] != before[name]} == {"unit"}
    assert letter.history.count() == 1


def test_the_job_says_how_far_it_has_come_and_does_the_rest_when_cut_off(city, monkeypatch):
    letters = [publish(city) for _number in range(3)]
    monkeypatch.setattr(rendering, "SLICE", 1)
    rename(city.unit, official_name="新的名称")
    rendered = rendering._render

    def fail_at_the_last(numbers):
        if numbers == [letters[-1].pk]:
            raise KeyboardInterrupt
        return rendered(numbers)

    monkeypatch.setattr(rendering, "_render", fail_at_the_last)
    with pytest.raises(KeyboardInterrupt):
        render_again(city.unit)
    monkeypatch.setattr(rendering, "_render", rendered)
    run_jobs()

    assert PublicLetter.objects.filter(row__contains="新的名称", page__contains="新的名称").count() == 3
    progress = JobProgress.objects.get()
    assert (progress.total, progress.done, progress.error) == (3, 3, "")
    assert render_again(city.unit) == 0


def test_a_saving_that_renames_nothing_starts_no_job(city):
    publish(city)
    rename(city.unit, position=7)
    rename(city.channel, introduction="写信须知")

    assert not JobProgress.objects.exists()


def test_a_letter_is_found_by_a_new_alias_of_its_unit(city, client):
    letter = publish(city)
    UnitAlias.objects.create(unit=city.unit, name="供热办")
    run_jobs()

    found = client.get("/api/v1/search/?q=供热办").json()["results"]

    assert f"/letters/{letter.pk}/" in [hit["url"] for hit in found]
