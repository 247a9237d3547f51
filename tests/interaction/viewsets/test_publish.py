"""Publishing: every suggestion is decided by a person, and only what has been looked at becomes public."""

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_interaction.enums import CaseState
from civic_interaction.models import PublicLetter
from tests.interaction.letters import bring_to
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
TEXT = "我是李明，电话13800138000，住阳光小区。"


@pytest.fixture
def case(city):
    return bring_to(CaseState.ANSWERED, city, now=timezone.now(), text=TEXT, consents_to_publication=True)


@pytest.fixture
def client(city):
    return signed_in(city.section)


def url_of(case, name="publish"):
    return reverse(f"civic_letters:{name}", args=(case.pk,))


def decisions(client, url, **changed):
    """What the page offers, every suggestion covered, but for what is `changed`."""
    form = client.get(url).context["form"]
    return {name: "cover" for name in form.fields if "-" in name} | {"more": ""} | changed


def look_and_publish(client, url, data):
    seen = client.post(url, data | {"act": "show"}).context["seen"]
    return client.post(url, data | {"act": "publish", "seen": seen})


def test_suggestions_are_covered_unless_a_person_leaves_them_open(client, case):
    data = decisions(client, url_of(case), more="阳光小区")
    phone = next(
        name for name, field in client.get(url_of(case)).context["form"].fields.items() if "138" in str(field.label)
    )

    look_and_publish(client, url_of(case), data | {phone: "leave"})

    assert PublicLetter.objects.get(pk=case.pk).question == "我是李某，电话13800138000，住×××。"


def test_nothing_is_published_before_it_has_been_looked_at(client, case):
    data = decisions(client, url_of(case))

    response = client.post(url_of(case), data | {"act": "publish"})

    assert response.context["shown"]["question"] == "我是李某，电话×××，住阳光小区。"
    assert not PublicLetter.objects.exists()


def test_decision_changed_after_looking_is_shown_again(client, case):
    data = decisions(client, url_of(case))
    seen = client.post(url_of(case), data | {"act": "show"}).context["seen"]

    response = client.post(url_of(case), data | {"act": "publish", "seen": seen, "more": "阳光小区"})

    assert "住×××" in response.context["shown"]["question"]
    assert not PublicLetter.objects.exists()


def test_word_that_is_not_in_the_texts_is_refused_at_its_field(client, case):
    response = client.post(url_of(case), decisions(client, url_of(case), more="月亮小区") | {"act": "show"})

    assert response.context["form"].errors == {"more": ["文中没有：月亮小区"]}
    assert "月亮小区" in response.content.decode()


def test_correction_says_what_was_corrected_and_withdrawal_why(client, case):
    look_and_publish(client, url_of(case), decisions(client, url_of(case)))
    correct = url_of(case, "correct")
    data = decisions(client, correct)

    silent = client.post(correct, data | {"act": "show", "what": ""})
    look_and_publish(client, correct, data | {"what": "更正笔误"})
    letter = PublicLetter.objects.get(pk=case.pk)
    client.post(url_of(case, "unpublish"), {"reason": "来信人要求"})

    assert list(silent.context["form"].errors) == ["what"]
    assert (letter.version, letter.correction) == (2, "更正笔误")
    assert not PublicLetter.objects.public().exists()


def test_unit_does_not_publish(city, case):
    for person in (city.handler, city.leader, city.stranger):
        assert is_refused(signed_in(person).post(url_of(case), {"act": "publish"}))
    assert not PublicLetter.objects.exists()
