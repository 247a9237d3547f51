"""Channels, limits and templates as registers: who writes them, and what is refused where."""

import datetime

import pytest

from civic_interaction.models import Channel, ReplyPolicy, ReplyTemplate
from civic_interaction.models.channels import PERSON_FIELDS
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
LIMITS = "/admin/letters-limits/new/"


def channel_form(city, **fields):
    asked = {f"asks_{name}": "optional" for name in PERSON_FIELDS}
    levels = {"level_0": "supervising_leader", "level_1": "disclosure_section", "level_2": "", "level_3": ""}
    return {
        "name": "建言献策", "code": "ideas", "kind": "suggestion", "receiver": city.office.pk, "publication": "offered",
        "position": 9, **asked, **levels, **fields,
    }  # fmt: skip


def policy_form(city, **fields):
    return {
        "channel": city.channel.pk, "effective_from": "2026-01-01", "basis": "办法第三条", "reply_within_0": 10,
        "reply_within_1": "working_days", "amber_share": 60, "most_extensions": 1, "may_pause": "on", **fields,
    }  # fmt: skip


def test_section_opens_a_channel_with_its_questions_and_levels(city):
    signed_in(city.section).post("/admin/letters-channels/new/", channel_form(city, asks_phone="required"))

    channel = Channel.objects.get(code="ideas")
    assert channel.levels == ["supervising_leader", "disclosure_section"]
    assert (channel.asks("phone"), channel.asks("mail")) == ("required", "optional")


def test_channel_without_a_level_or_a_receiver_is_refused_at_the_fields(city):
    section = signed_in(city.section)

    levels = section.post("/admin/letters-channels/new/", channel_form(city, level_0="", level_1=""))
    receiver = section.post("/admin/letters-channels/new/", channel_form(city, receiver=""))

    assert list(levels.context["form"].errors) == ["level_0"]
    assert list(receiver.context["form"].errors) == ["receiver"]
    assert "建言献策" in receiver.content.decode()


def test_limits_are_entered_as_number_and_unit(city):
    signed_in(city.section).post(LIMITS, policy_form(city, exceptions="反映情况不属实\n\n重复来信"))

    policy = ReplyPolicy.objects.get(effective_from=datetime.date(2026, 1, 1))
    assert policy.reply_within == {"amount": 10, "unit": "working_days", "rolls": True}
    assert policy.accept_within is None
    assert policy.exceptions == ["反映情况不属实", "重复来信"]


def test_number_without_a_unit_is_refused_at_its_field(city):
    response = signed_in(city.section).post(LIMITS, policy_form(city, accept_within_0=3))

    assert response.context["form"].errors == {"accept_within": ["请填写完整。"]}


def test_unknown_placeholder_is_refused_at_its_field(city):
    response = signed_in(city.handler).post(
        "/admin/letters-templates/new/", {"name": "开头", "unit": city.unit.pk, "text": "{nobody}您好"}
    )

    assert response.context["form"].errors == {"text": ["未知的占位符：{nobody}"]}


def test_unit_writes_its_own_templates_and_no_others(city):
    theirs = ReplyTemplate.objects.create(unit=city.other, name="其他", text="您好")
    handler = signed_in(city.handler)

    handler.post("/admin/letters-templates/new/", {"name": "开头", "unit": city.unit.pk, "text": "您好"})
    handler.post("/admin/letters-templates/new/", {"name": "越权", "unit": city.other.pk, "text": "您好"})
    handler.post("/admin/letters-templates/new/", {"name": "全部", "unit": "", "text": "您好"})

    assert set(ReplyTemplate.objects.exclude(pk=theirs.pk).values_list("name", "unit")) == {("开头", city.unit.pk)}
    assert is_refused(handler.post(f"/admin/letters-templates/edit/{theirs.pk}/", {"name": "改", "text": "改"}))


@pytest.mark.parametrize("register", ["letters-channels", "letters-limits", "letters-categories"])
def test_registers_of_the_section_are_closed_to_units(city, register):
    for address in (f"/admin/{register}/", f"/admin/{register}/new/"):
        assert is_refused(signed_in(city.leader).get(address))
        assert is_refused(signed_in(city.desk).post(address))
