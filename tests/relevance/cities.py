"""The two cities, loaded the way cities are: the demo city by its own loader, the other one by units' imports."""

import csv
import datetime
import io
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from civic_disclosure.domain.apply_template import open_catalogues
from civic_disclosure.domain.approve_import import decide_import, roles_needed
from civic_disclosure.domain.import_items import import_items
from civic_disclosure.domain.load_city import load_city
from civic_disclosure.domain.load_templates import load_subjects
from civic_disclosure.domain.prepare_import import prepare_import, submit_import
from civic_disclosure.models import CatalogueRoot, ImportBatch, PortalPage
from civic_office.domain.lay_out_review import lay_out_review
from civic_office.enums import Role
from civic_office.models import Post, Unit
from cms.demo.accounts import open_accounts, plan_city_accounts
from cms.demo.bring_in import import_drafts
from cms.demo.build import SEED, complete_unit, plan_items
from cms.demo.drafts import ItemDraft
from cms.demo.facts import load_city_facts
from cms.demo.letters.play import write_letters

HERE = Path(__file__).parent
#: The day on which the demo city is written: the same day, the same texts.
NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 10))
OPINION = "同意公开。"


@transaction.atomic
def load_demo_city() -> None:
    """`load_demo linyi` without what no question is about: files and pictures, and items that nobody can see yet."""
    load_city("linyi", by=None, now=NOW, report=lambda line: None)
    for root in (*CatalogueRoot.objects.all(), *PortalPage.objects.all()):
        lay_out_review(root)
    place = load_city_facts("linyi")
    units = list(Unit.objects.active_on(timezone.localdate(NOW)))
    facts = {unit.code: complete_unit(place, unit, seed=SEED) for unit in units}
    open_accounts(plan_city_accounts(facts.values(), seed=SEED), now=NOW)
    pages: dict[str, int] = {}
    for unit in units:
        drafts = plan_items(unit, facts[unit.code], today=timezone.localdate(NOW), seed=SEED, scale=1)
        bare = [(column, without_files(draft)) for column, draft in drafts]
        if bare:
            import_drafts(unit, bare, now=NOW, pages=pages)
    write_letters("linyi", units, facts, now=NOW, seed=SEED)


def without_files(draft: ItemDraft) -> ItemDraft:
    return replace(draft, attachments=(), body=tuple(block for block in draft.body if not hasattr(block, "file")))


@transaction.atomic
def load_wanglan() -> None:
    """Units with the standard columns, and each unit's items through an import of its own, approved by its people."""
    load_subjects()
    units = {name: make_unit(number, name, official) for number, (name, official) in enumerate(read_units(), 1)}
    open_catalogues(list(units.values()), by=None, now=NOW)
    lay_out_review(CatalogueRoot.objects.get())
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (HERE / "wanglan" / "items.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row.pop("单位")].append(row)
    for refers in (False, True):  # a row may name only what is public already
        for name, own in rows.items():
            if chosen := [row for row in own if bool(row["解读文件"] or row["接替文件"]) is refers]:
                bring_in(units[name], chosen)


def read_units() -> list[tuple[str, str]]:
    with (HERE / "wanglan" / "units.csv").open(encoding="utf-8", newline="") as file:
        return [(row["简称"], row["全称"]) for row in csv.DictReader(file)]


def make_unit(number: int, name: str, official: str) -> Unit:
    unit = Unit.objects.create(code=f"WL{number:03}", short_name=name, official_name=official, kind="department")
    for role in (Role.INFORMATION_OFFICER, Role.SUPERVISING_LEADER, Role.SECRECY_REVIEWER):
        user = get_user_model().objects.create(username=f"{unit.code}-{role}", last_name="望澜")
        Post.objects.create(user=user, unit=unit, role=role, starts_on=datetime.date(2020, 1, 1))
    return unit


def bring_in(unit: Unit, rows: list[dict[str, str]]) -> None:
    """A table as a unit uploads it → read and judged → sent → approved → carried out. Raises `ValueError` for a bad row."""
    officer = holder_of(unit, Role.INFORMATION_OFFICER)
    batch = ImportBatch.objects.create(
        unit=unit, title=f"{unit}历年信息", table=table_of(rows), made_by=officer, made_at=NOW
    )
    prepare_import(batch, by=officer, now=NOW)
    if wrong := [f"{row.facts.get('title')}: {row.errors}" for row in batch.rows.all() if row.errors]:
        raise ValueError("\n".join(wrong))
    submit_import(batch, by=officer, now=NOW)
    batch.refresh_from_db()
    for role in sorted(roles_needed(batch)):
        decide_import(batch, role=role, by=holder_of(unit, role), opinion=OPINION, is_approval=True, now=NOW)
    batch.refresh_from_db()
    import_items(batch, now=NOW)


def holder_of(unit: Unit, role: str) -> Any:
    return Post.objects.with_role_for(role, unit, today=timezone.localdate(NOW)).select_related("user")[0].user


def table_of(rows: list[dict[str, str]]) -> ContentFile[bytes]:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return ContentFile(text.getvalue().encode("utf-8-sig"), name="信息.csv")


CITIES = {"demo": load_demo_city, "wanglan": load_wanglan}
