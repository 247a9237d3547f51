"""Every address that our plugins give the admin, a city with something behind each, and the people who try them."""

import io
import zipfile
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from civic_disclosure.domain.prepare_city import start_load
from civic_disclosure.domain.sweep_freshness import sweep_freshness
from civic_disclosure.models import ColumnTemplate, ImportBatch, ImportRow, NumberRule, Subject
from civic_interaction.domain.collections.load_rules import load_rules
from civic_interaction.enums import CaseState
from civic_interaction.models import (
    Attachment,
    Category,
    Collection,
    CollectionFile,
    CollectionRule,
    CommonQuestion,
    DraftVersion,
    DutyNote,
    DutyRule,
    DutyShift,
    HotTopic,
    Opinion,
    OpinionFile,
    OpinionGiver,
    OpinionGroup,
    ReplyTemplate,
    Upload,
)
from civic_office.domain.file_with_office import file_with_office
from civic_office.enums import FilingKind, Role
from civic_office.jobs.progress import start_progress
from civic_office.models import DeadLetter, Notice, NoticeTemplate, ReviewState, UnitGroup
from civic_office.workdays import civil_date
from tests import factories
from tests.interaction import letters

REGISTERS = ("column_templates", "number_rules", "subjects", "published_items")
OURS = ("civic_", "city", "trees", "working-calendar", *REGISTERS)


def our_doors() -> Iterator[str]:
    """The names of all addresses below /admin/ that belong to our plugins."""
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern) == "admin/":
            yield from (name for name in names_below(pattern) if name.startswith(OURS))


def names_below(resolver: Any, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from names_below(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def build_city() -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands behind each address, as its arguments; and who tries: people of a unit, of another, of the office."""
    unit, catalogue = factories.open_unit("市财政局")
    officer = factories.make_officer(unit)
    people = {
        "anonymous": None,
        "stranger": factories.make_officer(factories.open_unit("市审计局")[0]),
        "officer": officer,
        "reviewer": factories.holder_of(Role.SECRECY_REVIEWER, unit),
        "leader": factories.holder_of(Role.SUPERVISING_LEADER, unit),
        "handler": factories.make_post(unit=unit, role=Role.CASE_HANDLER).user,
        "proofreader": factories.holder_of(Role.PROOFREADER, unit),
        "supervisor": factories.make_post(role=Role.SUPERVISOR).user,
        "section": factories.holder_of(Role.DISCLOSURE_SECTION, unit),
        "superuser": factories.make_user(is_superuser=True),
    }
    factories.give_access(*(person for person in people.values() if person is not None))
    return things_of(unit, catalogue, officer) | letters_of(unit, people), people


def things_of(unit: Any, catalogue: Any, officer: Any) -> dict[str, Any]:
    now = timezone.now()
    column, subject = factories.make_column(catalogue), Subject.objects.create(name="财政")
    public = factories.make_published(column, by=officer, subject=subject)
    sweep_freshness(now=timezone.now())
    draft = factories.make_item(column, "审核中的信息", by=officer)
    draft.get_workflow().start(draft, officer)
    batch = ImportBatch.objects.create(unit=unit, title="批次", table="imports/b.csv", made_by=officer, made_at=now)
    ImportRow.objects.create(batch=batch, number=1, errors=["栏目不存在"])
    with io.BytesIO() as folder:
        with zipfile.ZipFile(folder, "w") as archive:
            archive.writestr("决算.pdf", b"%PDF-1.4")
        batch.folder.save("附件.zip", ContentFile(folder.getvalue()))
    facts = {"title": "二号信息", "column": column.pk, "attachments": ["决算.pdf"]}
    row = ImportRow.objects.create(batch=batch, number=2, facts=facts)
    filing = file_with_office(FilingKind.OUTAGE, unit=unit, subject="停机", by=officer, now=now)
    progress = start_progress("导入", by=officer, total=1)
    letter = DeadLetter.objects.create(task_path="x", reason="x", attempts=1, died_at=now)
    boss = factories.make_user(is_superuser=True)
    load = start_load(city="lianshui", name="", filename="", content=b"", by=boss, now=now)
    template = ColumnTemplate.objects.create(name="另一模板", year=2031)
    return {
        "civic_disclosure_ask_column": column.pk,
        "civic_freshness:column": column.pk,
        "civic_disclosure_": public.pk,
        "column_templates": template.pk,
        "number_rules": NumberRule.objects.create(name="规则").pk,
        "subjects": subject.pk,
        "published_items": public.pk,
        "city": load.pk,
        "civic_imports:row": row.pk,
        "civic_imports": batch.pk,
        "civic_office_review": ReviewState.objects.waiting().get().pk,
        "civic_units": unit.pk,
        "civic_unit_groups": UnitGroup.objects.create(name="各部门").pk,
        "civic_posts": officer.posts.get().pk,
        "civic_filings": filing.pk,
        "working-calendar": 2026,
        "civic_jobs:progress": progress.pk,
        "civic_jobs": letter.pk,
        "civic_notices": tell_of_filing(officer, now=now),
        "civic_notice_templates": NoticeTemplate.objects.order_by("pk").values_list("pk", flat=True)[0],
        **things_of_collection(unit, officer),
    }


def tell_of_filing(user: Any, *, now: Any) -> int:
    notice = Notice.objects.create(
        user=user,
        kind="letter_assigned",
        group="letters",
        key="1",
        subject="来信",
        url="/admin/office/filings/",
        at=now,
    )
    return int(notice.pk)


def things_of_duty(unit: Any, person: Any) -> dict[str, Any]:
    """Today is a day of `person`, who left a point open."""
    now = timezone.now()
    note = DutyNote.objects.create(
        unit=unit, day=civil_date(now), text="请回电", needs_follow_up=True, author=person, written_at=now
    )
    return {
        "civic_duty_rules": DutyRule.objects.create(unit=unit).pk,
        "civic_duty:shift": DutyShift.objects.create(unit=unit, day=civil_date(now), user=person).pk,
        "civic_duty:settle": note.pk,
    }


def make_text(now: Any) -> Upload:
    return Upload.objects.create(
        name="照片.txt",
        kind="txt",
        file=ContentFile(b"x", "x"),
        size=1,
        sha256="0" * 64,
        uploaded_at=now,
        expires_at=now,
    )


def things_of_collection(unit: Any, officer: Any) -> dict[str, Any]:
    """An announced collection of `unit` with an opinion and a group."""
    now = timezone.now()
    load_rules(by=None, now=now)
    today = civil_date(now)
    asked = Collection.objects.create(
        title="停车管理办法",
        kind="general",
        unit=unit,
        opens_on=today,
        closes_on=today,
        state="open",
        announced_at=now,
        rule=CollectionRule.objects.get(kind="general"),
    )
    published = {"state": "published", "approved_at": now, "published_at": now}
    version = DraftVersion.objects.create(
        collection=asked, number=1, text="第一条　甲。", author=officer, written_at=now, **published
    )
    opinion = Opinion.objects.create(
        receipt_number="YJ1", collection=asked, version=version, text="同意", received_at=now
    )
    OpinionGiver.objects.create(opinion=opinion)
    upload = make_text(now)
    group = OpinionGroup.objects.create(collection=asked, title="同", created_by=officer, created_at=now)
    file = CollectionFile.objects.create(collection=asked, title="起草说明", position=1, upload=make_text(now))
    return {
        "civic_hot_topics": HotTopic.objects.create(
            title="暴雨应对", question="学校停课吗？", unit=unit, created_by=officer, created_at=now
        ).pk,
        "civic_collections:opinions": asked.pk,
        "civic_collections:opinion": (asked.pk, opinion.pk),
        "civic_collections:look": (asked.pk, opinion.pk),
        "civic_collections:file": (asked.pk, OpinionFile.objects.create(opinion=opinion, upload=upload).pk),
        "civic_collections:draft-files": asked.pk,
        "civic_collections:attachment": (asked.pk, file.pk),
        "civic_collections:remove-file": (asked.pk, file.pk),
        "civic_collections:groups": asked.pk,
        "civic_collections:group": (asked.pk, group.pk),
        "civic_collections:compare": (asked.pk, 1, 1),
        "civic_collections": asked.pk,
    }


#: What an address asks for besides: without it there is nothing to be had behind the door.
ASKED = {"civic_imports:row_file": "?name=决算.pdf"}


def letters_of(unit: Any, people: dict[str, Any]) -> dict[str, Any]:
    """A letter that the unit leads, its reply under review by the unit's leader; and the registers."""
    now = timezone.now()
    channel = letters.make_channel()
    city = SimpleNamespace(channel=channel, unit=unit, desk=people["superuser"], handler=people["handler"])
    case = letters.bring_to(CaseState.IN_REVIEW, city, now=now)
    upload = make_text(now)
    return {
        **things_of_duty(unit, people["handler"]),
        "civic_letters:attachment": Attachment.objects.create(letter=case.letter, upload=upload).pk,
        "civic_letters": case.pk,
        "civic_common_questions": CommonQuestion.objects.create(
            question="何时供暖？",
            answer="十月二十日。",
            unit=unit,
            proposed_by=people["handler"],
            proposed_at=now,
            updated_at=now,
        ).pk,
        "civic_channels": channel.pk,
        "civic_reply_policies": case.policy_id,
        "civic_letter_categories": Category.objects.create(channel=channel, name="供暖", concern="complaint").pk,
        "civic_reply_templates": ReplyTemplate.objects.create(unit=unit, name="受理", text="您好").pk,
    }


def address_of(door: str, things: dict[str, Any]) -> str:
    thing = next((thing for name, thing in things.items() if door.startswith(name)), None)
    try:
        return reverse(door)
    except NoReverseMatch:
        return reverse(door, args=thing if isinstance(thing, tuple) else (thing,)) + ASKED.get(door, "")


def knock(person: Any, address: str, method: str) -> str:
    """`open`, `shut`, or the status of an accident; whatever happens behind the door is undone."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        response = getattr(client, method)(address)
        if response.streaming:
            b"".join(response.streaming_content)  # a file that is read to its end is closed
        transaction.set_rollback(True)
    if response.status_code >= 500:
        return str(response.status_code)
    away = (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
    if response.status_code in {403, 404, 405} or (
        response.status_code == 302 and response["Location"].partition("?")[0] in away
    ):
        return "shut"
    return "open"
