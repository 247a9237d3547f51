"""The cities' channels: who receives, who answers, who reviews, within what time, and from which document that is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from civic_interaction.domain.load_channels import load_channels, shipped_cities
from civic_interaction.enums import ChannelKind
from civic_interaction.models import Channel, ReplyPolicy
from civic_office.enums import OFFICE_ROLES
from tests.factories import make_government_office, make_section_officer, make_unit, make_user
from tests.interaction.letters import MONDAY, case_of, group_of_departments, send_letter

pytestmark = pytest.mark.django_db


def load(city):
    make_government_office()
    return load_channels(city, by=None, now=MONDAY)


def kinds_of(loaded):
    return {channel.kind for channel in loaded.channels}


@pytest.mark.parametrize("city", shipped_cities())
def test_every_preset_is_complete_says_its_source_and_is_loaded_once(city):
    loaded = load(city)

    assert loaded.channels
    for channel in loaded.channels:
        channel.full_clean()
        policy = channel.policies.get()
        policy.full_clean()
        assert policy.basis
    assert load_channels(city, by=None, now=MONDAY).channels == []


@pytest.mark.parametrize("city", shipped_cities())
def test_what_nobody_has_checked_is_marked_so(city):
    """regulations.md 〔未核〕: a figure with a note, which the office changes; never a constant of the code."""
    load(city)

    for policy in ReplyPolicy.objects.filter(is_verified=False):
        assert any(word in policy.basis for word in ("未核", "核改", "尚未核对"))


@pytest.mark.shows("R116", "R117", "R118", "R119", "R043")
def test_linyi_has_the_four_channels_of_its_circular():
    """市长信箱由市政府办公室负责；咨询、投诉、建议由收件单位答复、市政府办公室审核。"""
    loaded = load("linyi")

    channels = {channel.kind: channel for channel in loaded.channels}
    assert channels[ChannelKind.MAYOR].receiver == make_government_office()
    for kind in (ChannelKind.CONSULTATION, ChannelKind.COMPLAINT, ChannelKind.SUGGESTION):
        assert channels[kind].receivers is not None
        assert channels[kind].levels[-1] in OFFICE_ROLES
        assert channels[kind].levels[0] not in OFFICE_ROLES


@pytest.mark.shows("R125", "R135")
def test_bengbu_answers_within_fifteen_working_days():
    channel = next(one for one in load("bengbu").channels if one.kind == ChannelKind.MAYOR)

    case = case_of(send_letter(channel))

    assert (case.policy.reply_within["amount"], case.due_on.isoformat()) == (15, "2026-03-23")


@pytest.mark.shows("R126", "R127", "R129", "R130")
def test_shuangyashan_answers_within_five_days_and_has_its_petition_and_enterprise_mailboxes():
    bureau = make_unit("市营商环境局")
    loaded = load("shuangyashan")

    channels = {channel.code: channel for channel in loaded.channels}
    consultation = channels["shuangyashan-consultation"].policies.get()
    assert (consultation.reply_within["amount"], consultation.reply_within["unit"]) == (5, "working_days")
    assert "反映情况不属实" in consultation.exceptions
    assert channels["shuangyashan-enterprise"].receiver == bureau
    assert channels["shuangyashan-petition"].policies.get().reply_within["amount"] == 60
    assert loaded.stand_ins == ["市信访局"]


@pytest.mark.shows("R138", "R141", "R143")
def test_lianshui_has_its_leaders_mailboxes_kept_by_the_hotline_office():
    """书记信箱、县长信箱、部门信箱、在线咨询、投诉监督：12345办公室。"""
    hotline = make_unit("12345办公室")
    loaded = load("lianshui")

    own = [channel for channel in loaded.channels if channel.code.startswith("lianshui-")]
    assert {channel.kind for channel in own} == {
        ChannelKind.PARTY_SECRETARY,
        ChannelKind.COUNTY_HEAD,
        ChannelKind.DEPARTMENT,
        ChannelKind.CONSULTATION,
        ChannelKind.SUPERVISION,
    }
    assert {channel.desk or channel.receiver for channel in own} == {hotline}


def test_the_states_own_rules_are_in_every_city():
    """信访工作条例: 15日、60日、可延30日；找错 3 个工作日。"""
    assert {ChannelKind.PETITION, ChannelKind.SITE_ERROR} <= kinds_of(load("linyi"))

    petition, errors = (ReplyPolicy.objects.get(channel__code=code) for code in ("petition", "site-error"))
    assert [
        period["amount"] for period in (petition.accept_within, petition.reply_within, petition.extension_within)
    ] == [
        15,
        60,
        30,
    ]
    assert (errors.reply_within["amount"], errors.is_verified) == (3, False)


def test_an_office_keeps_what_it_has_changed():
    load("linyi")
    Channel.objects.filter(code="linyi-mayor").update(name="市长热线信箱")

    load_channels("linyi", by=make_section_officer(), now=MONDAY)

    assert Channel.objects.get(code="linyi-mayor").name == "市长热线信箱"


def test_channels_are_loaded_by_who_may_and_where_there_is_an_office():
    with pytest.raises(ValidationError):
        load_channels("linyi", by=None, now=MONDAY)
    with pytest.raises(ValidationError):
        load_channels("atlantis", by=None, now=MONDAY)
    make_government_office()
    with pytest.raises(PermissionDenied):
        load_channels("linyi", by=make_user(), now=MONDAY)


def test_the_command_says_what_it_made_and_who_stands_in(capsys):
    with pytest.raises(CommandError):
        call_command("load_channels", "lianshui")
    make_government_office()

    call_command("load_channels", "lianshui")

    said = capsys.readouterr()
    assert said.out.startswith("7 ")
    assert "12345办公室" in said.err


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"levels": []}, "levels"),
        ({"levels": ["boss"]}, "levels"),
        ({"asked": {"shoe_size": "required"}}, "asked"),
        ({"asked": {"phone": "perhaps"}}, "asked"),
        ({"receiver": None}, "receiver"),
    ],
)
def test_a_channel_says_what_is_wrong_with_it(change, field):
    channel = Channel(code="x", kind="mayor", name="x", receiver=make_government_office())
    for name, value in change.items():
        setattr(channel, name, value)

    with pytest.raises(ValidationError) as refused:
        channel.full_clean()

    assert field in refused.value.message_dict


@pytest.mark.parametrize("period", [{}, {"amount": 0, "unit": "working_days"}, {"amount": 5, "unit": "weeks"}, "5"])
def test_a_policy_holds_periods_that_can_be_counted(period):
    channel = Channel.objects.create(code="x", kind="mayor", name="x", receivers=group_of_departments())

    with pytest.raises(ValidationError) as refused:
        ReplyPolicy(channel=channel, effective_from=MONDAY.date(), reply_within=period, basis="x").full_clean()

    assert list(refused.value.message_dict) == ["reply_within"]
