"""One letter with two matters, two letters about one; who else wrote about it; and what people keep with a case."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.annotate import link_case, note_case, tag_case
from civic_interaction.domain.assign import assign_case
from civic_interaction.domain.close import close_without_answer, withdraw_case
from civic_interaction.domain.fill_template import check_template, fill_template
from civic_interaction.domain.merge import merge_case, separate_case
from civic_interaction.domain.queries import letters_by_person, similar_cases
from civic_interaction.domain.split import split_case
from civic_interaction.enums import CaseState, ClockKind
from civic_interaction.models import ReplyTemplate
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    case_of,
    events_of,
    fresh,
    make_channel,
    make_city,
    moment,
    send_letter,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_the_second_matter_of_a_letter_becomes_a_case_that_wins_no_time():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    part = split_case(case, title="楼道照明损坏", by=city.desk, now=MONDAY + 2 * DAY)

    assert (part.state, part.number, part.title) == ("accepted", f"{case.number}-2", "楼道照明损坏")
    assert (part.letter, part.split_from, part.due_on) == (case.letter, case, fresh(case).due_on)
    assert fresh(case).state == CaseState.HANDLING
    assert (events_of(case)[-1], events_of(part)) == ("split", ["split_off"])
    assigned = assign_case(part, lead=city.other, by=city.desk, now=MONDAY + 2 * DAY)
    assert assigned.lead_unit == city.other


def test_a_letter_is_split_again_under_the_next_number():
    city = make_city()
    case = bring_to(CaseState.ACCEPTED, city)

    numbers = [split_case(case, title=title, by=city.desk, now=MONDAY).number for title in ("照明", "停车")]

    assert numbers == [f"{case.number}-2", f"{case.number}-3"]


def test_the_later_case_goes_into_the_earlier_one():
    city = make_city()
    earlier = bring_to(CaseState.HANDLING, city)
    later = bring_to(CaseState.HANDLING, city, now=MONDAY + DAY)

    merge_case(later, into=earlier, by=city.desk, now=MONDAY + DAY)

    later = fresh(later)
    assert (later.state, later.merged_into, later.closed_at) == (CaseState.MERGED, earlier, MONDAY + DAY)
    assert not later.clocks.filter(stopped_at=None).exists()
    assert not later.assignments.active().exists()
    assert (events_of(later)[-1], events_of(earlier)[-1]) == ("merged", "merged_here")


def test_what_was_merged_into_a_case_moves_on_with_it():
    city = make_city()
    first, second, third = (bring_to(CaseState.ACCEPTED, city, now=MONDAY + number * DAY) for number in range(3))
    merge_case(third, into=second, by=city.desk, now=MONDAY + 3 * DAY)

    merge_case(second, into=first, by=city.desk, now=MONDAY + 3 * DAY)

    assert {fresh(case).merged_into for case in (second, third)} == {first}


def test_nobody_waits_longer_because_of_a_merge():
    city = make_city()
    earlier, later = bring_to(CaseState.ACCEPTED, city), bring_to(CaseState.ACCEPTED, city, now=MONDAY + DAY)
    answered = bring_to(CaseState.ANSWERED, city)

    for case, into in ((earlier, later), (earlier, earlier), (later, answered)):
        with pytest.raises(ValidationError):
            merge_case(case, into=into, by=city.desk, now=MONDAY + DAY)
    assert {fresh(case).state for case in (earlier, later)} == {CaseState.ACCEPTED}


def test_a_desk_merges_its_own_cases_only():
    city = make_city()
    other = make_channel(city.other)
    mine, theirs = bring_to(CaseState.ACCEPTED, city), case_of(send_letter(other))

    for person in (city.desk, city.stranger):
        with pytest.raises(PermissionDenied):
            merge_case(theirs, into=mine, by=person, now=MONDAY)
    assert fresh(theirs).state == CaseState.RECEIVED
    assert merge_case(theirs, into=mine, by=city.section, now=MONDAY).merged_into == mine


def test_a_merge_is_undone_and_the_clock_runs_as_if_it_had_never_been():
    city = make_city()
    earlier, later = bring_to(CaseState.HANDLING, city), bring_to(CaseState.HANDLING, city)
    due_on = later.due_on
    merge_case(later, into=earlier, by=city.desk, now=MONDAY)

    separate_case(later, by=city.desk, now=MONDAY + 2 * DAY)

    later = fresh(later)
    assert (later.state, later.merged_into, later.lead_unit, later.due_on) == ("accepted", None, None, due_on)
    assert set(later.clocks.filter(stopped_at=None).values_list("kind", flat=True)) == {
        ClockKind.FINAL,
        ClockKind.TRANSFER,
    }


def test_others_letters_come_back_when_the_case_they_were_merged_into_ends_without_an_answer():
    city = make_city()
    for end in (
        lambda case: withdraw_case(case, now=MONDAY + DAY),
        lambda case: close_without_answer(case, reason="abusive", explanation="广告", by=city.desk, now=MONDAY + DAY),
    ):
        earlier, later = bring_to(CaseState.ACCEPTED, city), bring_to(CaseState.ACCEPTED, city)
        merge_case(later, into=earlier, by=city.desk, now=MONDAY)

        end(earlier)

        assert (fresh(later).state, events_of(later)[-1]) == (CaseState.ACCEPTED, "separated")


def test_the_same_person_is_found_whatever_they_write_about():
    city = make_city()
    case = bring_to(CaseState.RECEIVED, city)
    same = send_letter(city.channel, title="公交站太远", text="希望增设站点。", now=MONDAY + DAY)
    send_letter(city.channel, person={"name": "李明", "phone": "13900139000"})

    assert list(letters_by_person(case.letter)) == [same.letter]
    [alike] = [one for one in similar_cases(case) if one.is_same_person]
    assert alike.case.letter == same.letter


def test_similar_letters_are_found_by_their_words_in_the_same_time():
    city = make_city()
    case = bring_to(CaseState.RECEIVED, city)
    person = {"name": "王芳", "phone": "13900139000"}
    alike = send_letter(city.channel, text="我家暖气一直不热，盼尽快解决！", person=person, now=MONDAY + DAY)
    send_letter(city.channel, title="公交站太远", text="希望增设站点。", person=person)
    send_letter(city.channel, person=person, now=moment("2025-10-01T09:00"))

    found = similar_cases(case)

    assert [(one.case.letter, one.is_same_person, one.share > 0.6) for one in found] == [(alike.letter, False, True)]


def test_looking_for_similar_letters_costs_the_same_for_one_and_for_three():
    city = make_city()
    case = bring_to(CaseState.RECEIVED, city)
    send_letter(city.channel)
    one = count_queries(lambda: similar_cases(fresh(case)))
    for _number in range(2):
        send_letter(city.channel)

    assert (one, count_queries(lambda: similar_cases(fresh(case)))) == (6, 6)


def test_notes_tags_and_links_are_kept_by_who_works_on_the_case_and_by_nobody_else():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    note = note_case(case, text="与来信人电话沟通过。", by=city.handler, now=MONDAY)
    tag_case(case, names=["供暖", " 供暖 ", "民生"], by=city.desk, now=MONDAY)
    tag_case(case, names=["供暖"], by=city.desk, now=MONDAY)
    link_case(case, items={"A0001/2026-00001": "供热管理办法"}, by=city.handler, now=MONDAY)

    assert (note.unit, [str(tag) for tag in case.tags.all()]) == (city.unit, ["供暖"])
    assert [link.index_number for link in case.links.all()] == ["A0001/2026-00001"]
    with pytest.raises(PermissionDenied):
        note_case(case, text="看看", by=city.stranger, now=MONDAY)
    with pytest.raises(ValidationError):
        note_case(case, text=" ", by=city.handler, now=MONDAY)


def test_a_template_knows_the_facts_of_the_case():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    template = ReplyTemplate(name="开头", text="{name}您好，{received_on}来信《{title}》（{receipt_number}）收悉。{x}")

    text = fill_template(template, case)

    assert text.startswith("李先生/女士您好，2026")
    assert text.endswith(f"来信《小区暖气不热》（{case.letter.receipt_number}）收悉。{{x}}")
    check_template("{name}您好")
    with pytest.raises(ValidationError):
        check_template(template.text)
