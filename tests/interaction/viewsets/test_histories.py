"""Who changed what of channels, limits, templates and assignments, in Chinese, with the differences."""

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_interaction.domain.assign import assign_case
from civic_interaction.enums import CaseState
from civic_interaction.models import ReplyTemplate
from civic_office.history import save_by
from tests.interaction.letters import bring_to, working_days
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db


def changes(person, name, pk):
    return signed_in(person).get(reverse(name, args=(pk,)))


def differences(page):
    return [(one.label, one.old, one.new) for entry in page.context["entries"] for one in entry.differences]


def test_changes_of_a_channel_are_told_field_by_field(city):
    channel = city.channel
    channel.name, channel.levels, channel.is_open = "市长热线信箱", ["disclosure_section"], False
    save_by(channel, by=city.section)
    save_by(channel, by=city.section)  # nothing changed: nothing to tell

    page = changes(city.section, "civic_channels:changes", channel.pk)

    entry, first = page.context["entries"]
    assert (entry.what, entry.who, first.what) == ("修改", city.section.get_full_name(), "录入")
    assert differences(page) == [
        ("名称", "市长信箱", "市长热线信箱"),
        ("审核级次", "分管领导、政务公开科", "政务公开科"),
        ("接收来信", "是", "否"),
    ]
    assert "市长热线信箱" in page.content.decode()


def test_limits_are_said_in_words(city):
    policy = city.channel.policies.get()
    policy.reply_within = working_days(15)
    save_by(policy, by=city.section)

    ((_label, old, new),) = differences(changes(city.section, "civic_reply_policies:changes", policy.pk))

    assert (old, new) == ("5个工作日", "15个工作日")


def test_the_form_links_to_the_history_and_others_do_not_read_it(city):
    edit = signed_in(city.section).get(reverse("civic_channels:edit", args=(city.channel.pk,))).content.decode()

    assert reverse("civic_channels:changes", args=(city.channel.pk,)) in edit
    assert is_refused(changes(city.handler, "civic_channels:changes", city.channel.pk))


def test_templates_have_theirs_for_who_writes_them(city):
    template = ReplyTemplate(unit=city.unit, name="受理", text="您好")
    save_by(template, by=city.handler)
    template.text = "您好："
    save_by(template, by=city.leader)

    assert differences(changes(city.handler, "civic_reply_templates:changes", template.pk))[0][1:] == ("您好", "您好：")
    assert is_refused(changes(city.stranger, "civic_reply_templates:changes", template.pk))


def test_assignments_tell_which_unit_had_the_case(city):
    now = timezone.now()
    case = bring_to(CaseState.HANDLING, city, now=now)
    assign_case(case, lead=city.other, by=city.desk, now=now)

    page = changes(city.desk, "civic_letters:assignments", case.pk)

    said = page.content.decode()
    assert [word for word in (str(city.unit), str(city.other), "改交其他单位") if word not in said] == []
    assert is_refused(changes(city.handler, "civic_letters:assignments", case.pk))
