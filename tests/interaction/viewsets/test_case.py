"""The page of a case, and its steps: what is shown to whom, what is offered, and that nothing typed is lost."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from civic_interaction.domain.assign import contribute
from civic_interaction.domain.extend import ask_extension
from civic_interaction.domain.review_reply import return_reply
from civic_interaction.enums import CaseState, ExtensionState, ReplyState
from civic_interaction.models import Attachment, Case, ReplyTemplate, Upload
from civic_interaction.viewsets.letters.steps import STEPS, name_of
from tests.interaction.letters import bring_to, fresh
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db


def page_of(case):
    return reverse("civic_letters:case", args=(case.pk,))


def step(name, case):
    return reverse(f"civic_letters:{name}", args=(case.pk,))


def bring(state, city, **fields):
    return bring_to(state, city, now=timezone.now(), **fields)


def offered(response):
    return {name_of(step) for step, _url in response.context["steps"]}


def test_sender_is_shown_to_those_who_have_to_reach_them(city):
    case = bring(CaseState.HANDLING, city, assisting=[city.other])

    for person in (city.section, city.desk, city.handler):
        page = signed_in(person).get(page_of(case)).content.decode()
        assert ("138****8000" in page, "李*" in page) == (True, True)
        assert "13800138000" not in page
    page = signed_in(city.stranger).get(page_of(case)).content.decode()
    assert "138****8000" not in page
    assert "只有需要联系来信人的经办单位可以看到其身份" in page


def test_story_clocks_and_their_reasons_are_told(city):
    case = bring(CaseState.HANDLING, city)

    page = signed_in(city.handler).get(page_of(case)).content.decode()

    said = ("办理过程", "受理", f"主办：{city.unit}", "答复来信人", "这个日期怎么算的", "还有")
    assert [word for word in said if word not in page] == []


@pytest.mark.parametrize(
    ("state", "who", "steps"),
    [
        (CaseState.RECEIVED, "desk", {"accept", "merge", "move", "close"}),
        (CaseState.ACCEPTED, "desk", {"assign", "except", "split", "merge", "move", "close"}),
        (CaseState.HANDLING, "handler", {"reply", "refuse", "pause", "ask_extension"}),
        (CaseState.IN_REVIEW, "handler", {"recall"}),
        (CaseState.IN_REVIEW, "leader", {"review", "recall"}),
        (CaseState.REVIEWED, "handler", {"answer", "recall"}),
        (CaseState.ANSWERED, "section", {"publish"}),
        (CaseState.ANSWERED, "desk", set()),
    ],
)
def test_what_is_offered_is_what_is_possible(city, state, who, steps):
    case = bring(state, city, consents_to_publication=True)

    assert offered(signed_in(getattr(city, who)).get(page_of(case))) == steps


def test_every_step_has_an_address_of_its_own():
    names = [name_of(step) for step in STEPS]

    assert len(names) == len(set(names))


def test_step_is_closed_to_who_plays_no_part_even_by_post(city):
    case = bring(CaseState.RECEIVED, city)

    for person in (city.handler, city.stranger):
        assert is_refused(signed_in(person).post(step("accept", case)))
    assert fresh(case).state == CaseState.RECEIVED


def test_visitor_who_comes_too_late_is_told_and_sent_to_the_case(city):
    case = bring(CaseState.ACCEPTED, city)

    response = signed_in(city.desk).get(step("accept", case), follow=True)

    assert response.redirect_chain == [(page_of(case), 302)]
    assert "不能“受理”" in response.content.decode()


def test_letter_walks_from_desk_to_citizen(city):
    case = bring(CaseState.RECEIVED, city)
    desk, handler, leader, section = map(signed_in, (city.desk, city.handler, city.leader, city.section))

    desk.post(step("accept", case))
    desk.post(step("assign", case), {"lead": city.unit.pk, "instructions": "请速办"})
    handler.post(step("reply", case), {"text": "已安排检修。", "act": "send"})
    leader.post(step("review", case), {"decision": "approve", "comment": "同意"})
    section.post(step("review", case), {"decision": "approve", "comment": "同意"})
    handler.post(step("answer", case))

    assert fresh(case).state == CaseState.ANSWERED
    assert case.replies.get().text == "已安排检修。"


def test_handler_of_another_unit_is_refused_at_the_field_and_nothing_is_lost(city):
    case = bring(CaseState.ACCEPTED, city)
    handler = city.stranger.posts.get()

    response = signed_in(city.desk).post(
        step("assign", case), {"lead": city.unit.pk, "handler": handler.pk, "instructions": "请三日内答复"}
    )

    assert response.context["form"].errors == {"handler": ["此人不办理主办单位的来信。"]}
    assert "请三日内答复" in response.content.decode()
    assert fresh(case).state == CaseState.ACCEPTED


def test_refusing_an_assignment_sends_the_unit_back_to_its_list(city):
    case = bring(CaseState.HANDLING, city)

    response = signed_in(city.handler).post(step("refuse", case), {"reason": "属住建部门职责"})

    assert response["Location"] == reverse("civic_letters:index")
    assert fresh(case).state == CaseState.ACCEPTED


def test_template_is_put_behind_what_was_typed(city):
    case = bring(CaseState.HANDLING, city)
    template = ReplyTemplate.objects.create(name="开头", text="{name}：您反映的“{title}”收悉。")

    response = signed_in(city.handler).post(
        step("reply", case), {"text": "已写的话", "template": template.pk, "act": "fill"}
    )

    assert response.context["form"]["text"].value() == "已写的话\n\n李先生/女士：您反映的“小区暖气不热”收悉。"
    assert not case.replies.exists()


def test_empty_reply_is_kept_as_a_draft_but_not_sent(city):
    case = bring(CaseState.HANDLING, city)

    response = signed_in(city.handler).post(step("reply", case), {"text": "", "act": "send"})

    assert response.context["form"].errors == {"text": ["没有可送审的答复稿。"]}
    assert not case.replies.exists()


def test_reviewer_sees_what_changed_and_returns_with_a_reason(city):
    case = bring(CaseState.IN_REVIEW, city)
    return_reply(case, comment="写明期限", by=city.leader, now=timezone.now())
    signed_in(city.handler).post(step("reply", case), {"text": "已安排检修，四日内恢复供暖。", "act": "send"})
    leader = signed_in(city.leader)

    page = leader.get(step("review", case)).content.decode()
    silent = leader.post(step("review", case), {"decision": "return", "reason": "wording", "comment": ""})
    leader.post(step("review", case), {"decision": "return", "reason": "wording", "comment": "再改"})

    assert '<span class="addition">四日内恢复供暖。</span>' in page
    assert "写明期限" in page
    assert silent.context["form"].errors["comment"]
    assert case.replies.order_by("-version")[0].state == ReplyState.RETURNED


def test_nobody_reviews_their_own_reply(city):
    case = bring(CaseState.IN_REVIEW, city)

    assert is_refused(signed_in(city.handler).post(step("review", case), {"decision": "approve", "comment": "同意"}))


def test_extension_is_asked_for_and_granted_by_a_leader(city):
    case = bring(CaseState.HANDLING, city)
    ask_extension(case, reason="须现场勘查", by=city.handler, now=timezone.now())
    leader = signed_in(city.leader)

    page = leader.get(step("decide_extension", case)).content.decode()
    leader.post(step("decide_extension", case), {"decision": "granted", "answer": "同意"})

    assert "须现场勘查" in page
    assert case.extensions.get().state == ExtensionState.GRANTED


def test_longer_extension_than_allowed_is_refused_at_its_field(city):
    case = bring(CaseState.HANDLING, city)

    response = signed_in(city.handler).post(step("ask_extension", case), {"amount": 50, "reason": "须现场勘查"})

    assert response.context["form"].errors == {"amount": ["超出该渠道允许的延长期限。"]}


def test_assisting_unit_hands_in_its_part_and_finds_it_again(city):
    case = bring(CaseState.HANDLING, city, assisting=[city.other])
    contribute(case, text="换热站已检修", by=city.stranger, now=timezone.now())

    assert "换热站已检修" in signed_in(city.stranger).get(step("contribute", case)).content.decode()


def test_letters_about_the_same_are_suggested_with_reasons_and_merged(city):
    first, second = bring(CaseState.ACCEPTED, city), bring(CaseState.RECEIVED, city)
    desk = signed_in(city.desk)

    page = desk.get(step("merge", second)).content.decode()
    unknown = desk.post(step("merge", second), {"number": "1"})
    desk.post(step("merge", second), {"number": first.number})

    assert "同一来信人" in page
    assert unknown.context["form"].errors == {"number": ["没有这个受理号的诉求。"]}
    assert fresh(second).merged_into == first


def test_notes_tags_and_links_are_kept(city):
    case = bring(CaseState.HANDLING, city)
    client = signed_in(city.handler)

    client.post(step("note", case), {"text": "已电话联系"})
    client.post(step("tags", case), {"names": "供暖、老旧小区"})
    client.post(step("links", case), {"items": "1137/2026-1 供热办法\n\n1137/2026-2"})

    assert case.notes.get().text == "已电话联系"
    assert set(case.tags.values_list("name", flat=True)) == {"供暖", "老旧小区"}
    assert dict(case.links.values_list("index_number", "title")) == {"1137/2026-1": "供热办法", "1137/2026-2": ""}


def test_attachment_is_a_download_for_those_who_work_on_the_letter(city):
    case = bring(CaseState.HANDLING, city)
    now = timezone.now()
    upload = Upload(name="照片.txt", kind="txt", size=3, sha256="0" * 64, uploaded_at=now, expires_at=now)
    upload.file.save("x", ContentFile("内容".encode()))
    url = reverse("civic_letters:attachment", args=(Attachment.objects.create(letter=case.letter, upload=upload).pk,))

    response = signed_in(city.handler).get(url)

    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).decode() == "内容"
    assert is_refused(signed_in(city.stranger).get(url))
    Upload.objects.update(quarantined=True)
    assert signed_in(city.handler).get(url).status_code == 404


def test_splitting_leads_to_two_cases(city):
    case = bring(CaseState.ACCEPTED, city)

    signed_in(city.desk).post(step("split", case), {"title": "路灯损坏"})

    assert Case.objects.get(split_from=case).title == "路灯损坏"
