"""Jobs of interaction: fetch by primary key, one domain call. Each may run twice."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from civic_interaction.domain import clear_uploads as clearing
from civic_interaction.domain import rotate_personal_data as rotating
from civic_interaction.domain import scan_uploads as scanning
from civic_interaction.domain import sweep as sweeping
from civic_interaction.domain.anonymise import anonymise_ended, erase_old_attachments
from civic_interaction.domain.change_policy import apply_policies, open_cases
from civic_interaction.domain.collections import tell_followers as telling
from civic_interaction.domain.collections import tell_unit as telling_unit
from civic_interaction.domain.collections.anonymise import (
    anonymise_opinions,
    erase_opinion_files,
    forget_followers,
    forget_unconfirmed,
)
from civic_interaction.domain.collections.sweep import sweep_collections as sweep_all_collections
from civic_interaction.domain.duty import escalate as escalating
from civic_interaction.domain.duty import start_day as starting
from civic_interaction.domain.query_code import clear_failures
from civic_interaction.domain.render_again import letters_naming, render_again
from civic_interaction.domain.tell_people import tell_of_events
from civic_interaction.models import Channel
from civic_office.jobs import scheduled
from civic_office.jobs.progress import following, start_progress
from civic_office.models import Unit


@scheduled(every=datetime.timedelta(minutes=10), catch_up=False)
@task()
def sweep_cases(slot: str) -> None:
    """Warn, note what is overdue, close what nobody contests. It looks at the whole table, so no slot is made up for."""
    sweeping.sweep(now=timezone.now())


def enqueue_policies(channel: Channel, *, by: Any | None) -> None:
    """In the transaction that changes the limits; the jobs' screen shows how many open cases have been looked at."""
    title = _("Measure the open cases of %(name)s by its new limits") % {"name": channel}
    apply_policies_to_channel.enqueue(channel.pk, _progress_of(title, total=open_cases(channel).count(), by=by))


def _progress_of(title: str, *, total: int, by: Any | None = None) -> str:
    """Key of the record that the jobs' screen shows; "" where there is nothing to do."""
    return str(start_progress(title, by=by, total=total).pk) if total else ""


@task()
def apply_policies_to_channel(channel_id: int, progress: str) -> int:
    channel = Channel.objects.get(pk=channel_id)
    with following(progress, total=open_cases(channel).count()) as meter:
        return apply_policies(channel, now=timezone.now(), on_slice=meter.advance)


def enqueue_rendering(owner: Unit | Channel) -> None:
    """In the transaction that changes the name; the jobs' screen shows how far it has come."""
    kind = "unit" if isinstance(owner, Unit) else "channel"
    title = _("Render the public letters of %(name)s") % {"name": owner}
    render_letters_again.enqueue(kind, owner.pk, _progress_of(title, total=letters_naming(owner).count()))


@task()
def render_letters_again(kind: str, number: int, progress: str = "") -> int:
    """A unit or channel was renamed. May run twice: what is right already is left alone."""
    owner: Unit | Channel = (Unit if kind == "unit" else Channel).objects.get(pk=number)
    with following(progress, total=letters_naming(owner).count()) as meter:
        return render_again(owner, on_slice=meter.advance)


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(2, 50), catch_up=False)
@task()
def erase_personal_data(slot: str) -> None:
    """Retention: first the files, later the rest."""
    now = timezone.now()
    erase_old_attachments(now=now)
    erase_opinion_files(now=now)
    anonymise_ended(now=now)
    anonymise_opinions(now=now)
    forget_unconfirmed(now=now)
    forget_followers(now=now)


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(4, 0), catch_up=False)
@task()
def clear_code_failures(slot: str) -> int:
    return clear_failures(now=timezone.now())


@scheduled(every=datetime.timedelta(minutes=10), catch_up=False)
@task()
def sweep_collections(slot: str) -> None:
    """Close collections whose last day has passed, note overdue results. It looks at all of them: no slot is made up for."""
    sweep_all_collections(now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(8, 10), catch_up=False)
@task()
def remind_of_results(slot: str) -> int:
    """Before the daily mail. It looks at all of them: no slot is made up for."""
    return telling_unit.remind_of_results(now=timezone.now())


@task()
def tell_unit(event_id: int) -> int:
    return telling_unit.tell_unit(event_id, now=timezone.now())


@task()
def tell_followers(event_id: int, after: int = 0) -> None:
    """One slice of the followers, and a job for the next."""
    with transaction.atomic():
        last = telling.tell_followers(event_id, after=after, now=timezone.now())
        if last is not None:
            tell_followers.enqueue(event_id, after=last)


@task()
def tell_people(events: list[int]) -> int:
    return tell_of_events(events, now=timezone.now())


@task()
def rotate_personal_data(progress: str) -> int:
    """Encrypt with the first key what is not; returns how many fields. May be cut off and run again."""
    with following(progress, total=rotating.count_stale()) as meter:
        rotation = rotating.rotate_personal_data(on_batch=meter.advance)
    return rotation.rotated


@scheduled(every=datetime.timedelta(hours=1), at=datetime.time(0, 20), catch_up=False)
@task()
def clear_uploads(slot: str) -> int:
    return clearing.clear_uploads(now=timezone.now())


@scheduled(every=datetime.timedelta(minutes=10), catch_up=False)
@task()
def scan_uploads(slot: str) -> int:
    return scanning.scan_uploads(now=timezone.now())


@scheduled(every=datetime.timedelta(minutes=10), catch_up=False)
@task()
def escalate_unattended(slot: str) -> int:
    """It looks at all letters that wait, so no slot is made up for."""
    return escalating.escalate_unattended(now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(8, 20), catch_up=False)
@task()
def start_duty_day(slot: str) -> int:
    return starting.start_duty_day(now=timezone.now())
