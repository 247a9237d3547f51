import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic_office.domain.appoint import Appointment, appoint, appoint_many
from civic_office.domain.end_post import end_post
from civic_office.domain.grant import grant_access, staff_group, writers_group
from civic_office.domain.hand_over import hand_over
from civic_office.domain.queries import units_lacking_people
from civic_office.enums import FilingKind, FilingState, Role
from civic_office.models import AccessGroup, Filing, Post
from civic_office.signals import post_appointed, post_ended, post_handed_over
from civic_office.workdays.civil import CHINA
from tests.factories import make_government_office, make_post, make_section_officer, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)
NOW = datetime.datetime(2026, 11, 20, 9, tzinfo=CHINA)
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)


def group_names(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.fixture
def root():
    return make_user("root", is_superuser=True)


@pytest.fixture
def announced():
    """The signals sent during a test, in order, with the post each is about."""
    seen = []

    def keep(signal, name):
        def receiver(sender, post, **kwargs):
            seen.append((name, post.pk))

        signal.connect(receiver, weak=False)
        return signal, receiver

    pairs = [keep(post_appointed, "appointed"), keep(post_ended, "ended"), keep(post_handed_over, "handed over")]
    yield seen
    for signal, receiver in pairs:
        signal.disconnect(receiver)


@pytest.mark.shows("R167", "R173", "R180")
def test_appoint_gives_the_post_and_its_groups(root, announced):
    unit, user = make_unit(), make_user()

    post = appoint(user, unit=unit, role=Role.INFORMATION_OFFICER, title="科员", phone="8727000", by=root, now=NOW)

    assert list(Post.objects.held_by(user, today=TODAY)) == [post]
    assert list(Post.objects.held_by(user, today=YESTERDAY)) == []
    assert group_names(user) == {staff_group().name, writers_group(unit).name}
    assert user.has_perm("wagtailadmin.access_admin")
    assert announced == [("appointed", post.pk)]
    assert post.history.get().history_user == root


def test_appoint_reviewer_does_not_let_them_write(root):
    unit, user = make_unit(), make_user()

    appoint(user, unit=unit, role=Role.SECTION_REVIEWER, by=root, now=NOW)

    assert group_names(user) == {staff_group().name}


def test_appoint_twice_to_one_post_is_refused(root):
    post = make_post(today=TODAY)

    with pytest.raises(ValidationError):
        appoint(post.user, unit=post.unit, role=post.role, by=root, now=NOW)

    assert Post.objects.count() == 1


def test_appoint_in_a_closed_unit_or_with_a_closed_account_is_refused(root):
    closed = make_unit(active_until=YESTERDAY)

    with pytest.raises(ValidationError):
        appoint(make_user(), unit=closed, role=Role.DRAFTER, by=root, now=NOW)
    with pytest.raises(ValidationError):
        appoint(make_user(is_active=False), unit=make_unit(), role=Role.DRAFTER, by=root, now=NOW)


def test_office_role_is_held_in_the_government_office_only(root):
    with pytest.raises(ValidationError):
        appoint(make_user(), unit=make_unit(), role=Role.PROOFREADER, by=root, now=NOW)

    assert appoint(make_user(), unit=make_government_office(), role=Role.PROOFREADER, by=root, now=NOW).pk


def test_appoint_needs_authority_over_the_unit():
    unit, other = make_unit(), make_unit()
    leader = make_post(unit=unit, role=Role.SUPERVISING_LEADER, today=TODAY).user
    officer = make_post(unit=unit, today=TODAY).user
    proofreader = make_post(unit=make_government_office(), role=Role.PROOFREADER, today=TODAY).user
    section = make_post(unit=make_government_office(), role=Role.DISCLOSURE_SECTION, today=TODAY).user

    for by, where in ((officer, unit), (leader, other), (proofreader, unit), (make_user(), unit)):
        with pytest.raises(PermissionDenied):
            appoint(make_user(), unit=where, role=Role.DRAFTER, by=by, now=NOW)
    for by, where in ((leader, unit), (section, unit), (section, other)):
        assert appoint(make_user(), unit=where, role=Role.DRAFTER, by=by, now=NOW).pk


def test_leader_of_the_government_office_gives_no_office_roles():
    office = make_government_office()
    leader = make_post(unit=office, role=Role.SUPERVISING_LEADER, today=TODAY).user

    with pytest.raises(PermissionDenied):
        appoint(make_user(), unit=office, role=Role.DISCLOSURE_SECTION, by=leader, now=NOW)


@pytest.mark.shows("R168")
def test_change_of_personnel_reaches_the_office():
    unit = make_unit("财政局")
    leader = make_post(unit=unit, role=Role.PRINCIPAL_LEADER, today=TODAY).user
    Filing.objects.all().delete()

    post = appoint(make_user(name="李明"), unit=unit, role=Role.DRAFTER, by=leader, now=NOW)
    end_post(post, by=leader, now=NOW, note="调离")

    ended, appointed = Filing.objects.order_by("-pk")
    assert (appointed.kind, appointed.state, appointed.unit) == (FilingKind.PERSONNEL, FilingState.FILED, unit)
    assert (ended.text, ended.filed_by, ended.facts["post"]) == ("调离", leader, post.pk)
    assert ended.history.get().history_user == leader


def test_change_made_by_the_office_itself_is_accepted_at_once():
    section = make_section_officer()

    make_post(by=section)

    filing = Filing.objects.order_by("pk").last()
    assert (filing.state, filing.decided_by) == (FilingState.ACCEPTED, section)


def test_end_post_stops_its_rights_at_once(root, announced):
    post = make_post(today=YESTERDAY)

    end_post(post, by=root, now=NOW)

    assert list(Post.objects.held_on(YESTERDAY)) == [post]
    assert list(Post.objects.held_on(TODAY)) == []
    assert group_names(post.user) == set()
    assert announced == [("appointed", post.pk), ("ended", post.pk)]


def test_end_post_on_the_day_it_began_leaves_nobody_in_office(root):
    post = make_post(today=TODAY)

    end_post(post, by=root, now=NOW)

    assert list(Post.objects.held_on(TODAY)) == []
    with pytest.raises(ValidationError):
        end_post(post, by=root, now=NOW)


def test_end_post_keeps_groups_that_another_post_gives(root):
    unit = make_unit()
    first = make_post(unit=unit, role=Role.DRAFTER, today=TODAY)
    make_post(first.user, unit=unit, role=Role.INFORMATION_OFFICER, today=TODAY)

    end_post(first, by=root, now=NOW)

    assert group_names(first.user) == {staff_group().name, writers_group(unit).name}


def test_end_post_leaves_groups_of_the_site_alone(root, django_user_model):
    post = make_post(today=TODAY)
    post.user.groups.add(Group.objects.create(name="合唱团"))

    end_post(post, by=root, now=NOW)

    assert group_names(post.user) == {"合唱团"}


@pytest.mark.shows("R168")
def test_hand_over_names_the_successor_and_moves_the_rights(root, announced):
    post, to = make_post(today=YESTERDAY), make_user()
    announced.clear()

    successor = hand_over(post, to=to, by=root, now=NOW, note="密码已移交")

    post.refresh_from_db()
    assert (post.succeeded_by, post.handover_note, post.ends_on) == (successor, "密码已移交", TODAY)
    assert (successor.user, successor.unit, successor.role, successor.starts_on) == (to, post.unit, post.role, TODAY)
    assert group_names(post.user) == set()
    assert group_names(to) == {staff_group().name, writers_group(post.unit).name}
    assert announced == [("appointed", successor.pk), ("ended", post.pk), ("handed over", post.pk)]
    assert Filing.objects.count() == 2


def test_hand_over_to_somebody_who_holds_the_post_already(root):
    unit = make_unit()
    post, other = make_post(unit=unit, today=YESTERDAY), make_post(unit=unit, today=YESTERDAY)

    assert hand_over(post, to=other.user, by=root, now=NOW) == other
    assert list(Post.objects.held_on(TODAY)) == [other]


def test_hand_over_to_oneself_or_of_an_ended_post_is_refused(root):
    post = make_post(today=YESTERDAY)

    with pytest.raises(ValidationError):
        hand_over(post, to=post.user, by=root, now=NOW)
    end_post(post, by=root, now=NOW)
    post.refresh_from_db()
    with pytest.raises(ValidationError):
        hand_over(post, to=make_user(), by=root, now=NOW)


def test_hand_over_is_undone_when_open_work_cannot_be_moved(root):
    post = make_post(today=YESTERDAY)

    def refuse(sender, **kwargs):
        raise RuntimeError

    post_handed_over.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            hand_over(post, to=make_user(), by=root, now=NOW)
    finally:
        post_handed_over.disconnect(refuse)

    assert list(Post.objects.held_on(TODAY)) == [post]


def test_writers_groups_are_found_by_link_and_not_by_name():
    unit = make_unit()
    group = writers_group(unit)
    group.name = "改了名"
    group.save()

    assert writers_group(unit) == group
    assert writers_group(make_unit()) != group
    assert AccessGroup.objects.get(unit=unit).group == group


def test_staff_group_may_enter_the_admin_and_nothing_else():
    codenames = staff_group().permissions.values_list("codename", flat=True)

    assert list(codenames) == ["access_admin"]


def test_grant_access_follows_the_calendar():
    post = make_post(today=TOMORROW)
    assert group_names(post.user) == {staff_group().name, writers_group(post.unit).name}

    grant_access(today=TODAY)
    assert group_names(post.user) == set()

    assert grant_access(today=TOMORROW) == 2
    assert grant_access(today=TOMORROW) == 0


def test_appoint_many_does_what_appoint_does(root, announced):
    units = [make_unit(), make_unit()]
    users = [make_user() for _ in range(3)]
    appointments = [
        Appointment(user=users[0], unit=units[0], role=Role.INFORMATION_OFFICER, phone="8727001"),
        Appointment(user=users[1], unit=units[0], role=Role.SUPERVISING_LEADER, title="副局长"),
        Appointment(user=users[2], unit=units[1], role=Role.DRAFTER),
        Appointment(user=users[2], unit=units[1], role=Role.DRAFTER),
    ]

    posts = appoint_many(appointments, by=root, now=NOW)

    assert len(posts) == Post.objects.count() == Filing.objects.count() == len(announced) == 3
    assert group_names(users[2]) == {staff_group().name, writers_group(units[1]).name}
    assert Post.history.filter(history_user=root).count() == 3
    assert appoint_many(appointments, by=root, now=NOW) == []


def test_appoint_many_takes_the_same_queries_for_30_people_as_for_3(root, django_assert_max_num_queries):
    units = [make_unit() for _ in range(3)]
    for unit in units:
        writers_group(unit)
    staff_group()
    people = [Appointment(user=make_user(), unit=units[n % 3], role=Role.INFORMATION_OFFICER) for n in range(30)]

    with django_assert_max_num_queries(20):
        appoint_many(people, by=root, now=NOW)


def test_appoint_many_by_somebody_without_authority_writes_nothing():
    appointments = [Appointment(user=make_user(), unit=make_unit(), role=Role.DRAFTER)]

    with pytest.raises(PermissionDenied):
        appoint_many(appointments, by=make_user(), now=NOW)

    assert Post.objects.count() == 0


@pytest.mark.shows("R173", "R180")
def test_units_lacking_people_names_who_is_missing(root):
    complete, headless, empty = make_unit(), make_unit(), make_unit()
    make_unit(kind="government")
    make_unit(active_until=YESTERDAY)
    make_post(unit=complete, role=Role.SUPERVISING_LEADER, today=TODAY)
    make_post(unit=complete, role=Role.INFORMATION_OFFICER, today=TODAY)
    gone = make_post(unit=headless, role=Role.SUPERVISING_LEADER, today=TODAY)
    make_post(unit=headless, role=Role.INFORMATION_OFFICER, today=TODAY)
    end_post(gone, by=root, now=NOW)

    lacking = {
        unit: (unit.has_supervising_leader, unit.has_information_officer) for unit in units_lacking_people(today=TODAY)
    }

    assert lacking == {headless: (False, True), empty: (False, False)}


def test_factories_appoint_on_the_present_day():
    assert make_post().starts_on == timezone.localdate()
