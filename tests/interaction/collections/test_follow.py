import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.extend import extend_period
from civic_interaction.domain.collections.follow import (
    ask_to_follow,
    confirm_following,
    find_follower,
    stop_following,
    token_of,
)
from civic_interaction.domain.collections.tell_followers import followers_after, send_confirmation, tell_follower
from civic_interaction.enums import CollectionState
from civic_interaction.models import Follower
from tests.interaction.collections.asked import AFTER, CLOSES, DURING, fresh, make_collection, report

DAY = datetime.timedelta(days=1)


def make_follower(collection, address="li@example.cn", *, confirmed=True):
    ask_to_follow(collection, address, now=DURING)
    follower = Follower.objects.latest("pk")
    if confirmed:
        confirm_following(token_of(follower), now=DURING)
    return fresh(follower)


def extend(collection, bureau, days=7):
    extend_period(collection, closes_on=CLOSES + days * DAY, reason="应企业要求。", by=bureau.drafter, now=DURING)
    return collection.events.latest("seq")


def test_nothing_is_sent_before_the_owner_of_the_address_agrees(bureau):
    collection = make_collection(bureau)
    follower = make_follower(collection, confirmed=False)

    send_confirmation(follower.pk)
    event = extend(collection, bureau)

    assert followers_after(event.pk, after=0) == []
    assert tell_follower(event.pk, follower.pk, now=DURING) is False
    (message,) = mail.outbox
    assert token_of(follower) in message.body
    assert collection.title in message.body
    assert message.to == ["li@example.cn"]


@pytest.mark.shows("R131")
def test_followers_are_told_once_of_each_event_in_chinese(bureau):
    collection = make_collection(bureau)
    follower = make_follower(collection)
    event = extend(collection, bureau)

    assert followers_after(event.pk, after=0) == [follower.pk]
    assert tell_follower(event.pk, follower.pk, now=DURING) is True
    assert tell_follower(event.pk, follower.pk, now=DURING) is False

    (message,) = mail.outbox
    assert "应企业要求。" in message.body
    assert f"/collections/{collection.pk}/" in message.body
    assert f"/unfollow/{token_of(follower)}/" in message.body


def test_the_job_is_enqueued_in_the_transaction_of_the_change(bureau, django_capture_on_commit_callbacks):
    collection = make_collection(bureau)
    extend(collection, bureau)

    assert "civic_interaction.tasks.tell_followers" in DBTaskResult.objects.values_list("task_path", flat=True)


def test_after_the_last_word_the_address_is_forgotten(bureau):
    collection = make_collection(bureau)
    follower = make_follower(collection)
    close_collection(collection, now=AFTER)
    report(collection, bureau, now=AFTER)
    event = collection.events.get(step="reported")

    assert tell_follower(event.pk, follower.pk, now=AFTER) is True

    assert not Follower.objects.exists()
    assert tell_follower(event.pk, follower.pk, now=AFTER) is False
    assert len(mail.outbox) == 1


def test_asking_again_sends_no_flood_and_tells_nobody_who_follows(bureau):
    collection = make_collection(bureau)
    make_follower(collection, confirmed=False)
    jobs = DBTaskResult.objects.filter(task_path="civic_interaction.tasks.confirm_follower")

    ask_to_follow(collection, " LI@example.cn ", now=DURING)
    assert (Follower.objects.count(), jobs.count()) == (1, 1)
    ask_to_follow(collection, "li@example.cn", now=DURING + DAY)
    assert jobs.count() == 2


def test_addresses_lie_encrypted(bureau):
    make_follower(make_collection(bureau))
    with connection.cursor() as cursor:
        cursor.execute("SELECT mail FROM civic_interaction_follower")
        assert cursor.fetchone()[0].startswith("p1.")


def test_a_mistyped_address_is_told_at_its_field(bureau):
    with pytest.raises(ValidationError) as refused:
        ask_to_follow(make_collection(bureau), "nobody", now=DURING)

    assert set(refused.value.message_dict) == {"mail"}


@pytest.mark.parametrize("state", [CollectionState.DRAFT, CollectionState.REPORTED, CollectionState.CANCELLED])
def test_where_nothing_will_happen_nobody_follows(bureau, state):
    with pytest.raises(ValidationError):
        ask_to_follow(make_collection(bureau, state), "li@example.cn", now=DURING)


def test_only_the_mailed_link_opens_anything(bureau):
    follower = make_follower(make_collection(bureau), confirmed=False)

    for token in ("", "1", f"{follower.pk}-", f"{follower.pk}-{'0' * 32}", "x-y", "９-x", "9" * 40 + "-x"):
        assert find_follower(token) is None
        assert confirm_following(token, now=DURING) is None
        assert stop_following(token) is False
    assert stop_following(token_of(follower)) is True
    assert not Follower.objects.exists()
