import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from civic_office.domain.end_post import end_post
from civic_office.enums import Role
from civic_office.models import Post
from tests.factories import make_government_office, make_post, make_section_officer, make_unit, make_user
from tests.lists import count_queries

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/office/posts/", "/admin/office/posts/new/"


@pytest.fixture
def unit():
    return make_unit("财政局")


def people(role, unit):
    """The person of each row of the permission table below."""
    office = make_government_office()
    return {
        "superuser": lambda: make_user(is_superuser=True),
        "section": lambda: make_post(unit=office, role=Role.DISCLOSURE_SECTION).user,
        "leader": lambda: make_post(unit=unit, role=Role.SUPERVISING_LEADER).user,
        "principal": lambda: make_post(unit=unit, role=Role.PRINCIPAL_LEADER).user,
        "officer": lambda: make_post(unit=unit, role=Role.INFORMATION_OFFICER).user,
        "other leader": lambda: make_post(role=Role.SUPERVISING_LEADER).user,
        "proofreader": lambda: make_post(unit=office, role=Role.PROOFREADER).user,
        "supervisor": lambda: make_post(unit=office, role=Role.SUPERVISOR).user,
        "nobody": make_user,
    }[role]()


WHO = [
    ("superuser", True),
    ("section", True),
    ("leader", True),
    ("principal", True),
    ("officer", False),
    ("other leader", False),
    ("proofreader", False),
    ("supervisor", False),
    ("nobody", False),
]


def appointment(unit, **changes):
    return {"unit": unit.pk, "role": Role.DRAFTER, "username": "liming", "name": "李明"} | changes


@pytest.mark.parametrize(("role", "allowed"), WHO)
def test_appoint_by_url(client, unit, role, allowed):
    client.force_login(people(role, unit))

    client.post(NEW, appointment(unit))

    assert Post.objects.filter(unit=unit, role=Role.DRAFTER).exists() is allowed
    assert get_user_model().objects.filter(username="liming").exists() is allowed


@pytest.mark.parametrize(("role", "allowed"), WHO)
def test_hand_over_by_url(client, unit, role, allowed):
    post, to = make_post(unit=unit, role=Role.DRAFTER), make_user("zhangsan")
    client.force_login(people(role, unit))

    client.post(f"/admin/office/posts/hand-over/{post.pk}/", {"username": "zhangsan", "note": "已交接"})

    assert Post.objects.filter(user=to, role=Role.DRAFTER).exists() is allowed


@pytest.mark.parametrize(("role", "allowed"), WHO)
def test_end_and_edit_by_url(client, unit, role, allowed):
    post = make_post(unit=unit, role=Role.DRAFTER)
    client.force_login(people(role, unit))

    client.post(f"/admin/office/posts/edit/{post.pk}/", {"title": "科长", "phone": "8727009"})
    client.post(f"/admin/office/posts/end/{post.pk}/", {"note": "退休"})

    post.refresh_from_db()
    assert (post.title == "科长", post.is_ended) == (allowed, allowed)


def test_leader_is_offered_their_own_unit_and_no_office_roles(client, unit):
    make_unit("别的局")
    client.force_login(make_post(unit=unit, role=Role.SUPERVISING_LEADER).user)

    form = client.get(NEW).context["form"]

    assert list(form.fields["unit"].queryset) == [unit]
    assert Role.PROOFREADER not in dict(form.fields["role"].choices)


def test_leader_cannot_appoint_elsewhere_by_changing_the_form(client, unit):
    client.force_login(make_post(unit=unit, role=Role.SUPERVISING_LEADER).user)

    response = client.post(NEW, appointment(make_unit()))

    assert list(response.context["form"].errors) == ["unit"]
    assert get_user_model().objects.filter(username="liming").count() == 0


def test_appointing_a_new_person_opens_an_account_and_shows_its_password(client, unit):
    client.force_login(make_section_officer())

    response = client.post(NEW, appointment(unit))

    person = get_user_model().objects.get(username="liming")
    assert person.check_password(response.context["password"])
    assert response.context["password"] in response.content.decode()
    assert person.posts.get().unit == unit


def test_appointing_a_person_with_an_account_needs_no_name(client, unit):
    person = make_user("liming", name="李明")
    client.force_login(make_section_officer())

    response = client.post(NEW, appointment(unit, name=""))

    assert response.url == LIST
    assert person.posts.get().role == Role.DRAFTER


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "nobody", "name": ""}, "username"),
        ({"username": "wangwu", "name": "李明"}, "username"),
        ({"username": "li ming!"}, "username"),
        ({"unit": ""}, "unit"),
        ({"role": "king"}, "role"),
        ({"role": Role.AUDITOR}, "role"),
    ],
)
def test_appoint_form_says_at_the_field_what_is_wrong(client, unit, changes, field):
    make_user("wangwu", name="王五")
    client.force_login(make_section_officer())

    response = client.post(NEW, appointment(unit, phone="8727000") | changes)

    assert list(response.context["form"].errors) == [field]
    assert 'value="8727000"' in response.content.decode()
    assert Post.objects.filter(unit=unit).count() == 0


def test_new_account_is_not_kept_when_the_appointment_is_refused(client):
    client.force_login(make_section_officer())

    client.post(NEW, appointment(make_unit(), role=Role.AUDITOR))

    assert get_user_model().objects.filter(username="liming").count() == 0


def test_post_that_is_over_cannot_be_handed_over_again(client, unit):
    post = make_post(unit=unit)
    root = make_user(is_superuser=True)
    end_post(post, by=root, now=timezone.now())
    client.force_login(root)

    response = client.post(f"/admin/office/posts/hand-over/{post.pk}/", {"username": "new", "name": "新人"})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert get_user_model().objects.filter(username="new").count() == 0


def test_list_shows_a_unit_its_own_posts_and_the_office_all(client, unit):
    own, other = make_post(unit=unit), make_post()

    client.force_login(own.user)
    assert list(client.get(LIST).context["object_list"]) == [own]
    client.force_login(make_section_officer())
    assert {own, other} < set(client.get(LIST).context["object_list"])
    client.force_login(make_user())
    assert client.get(LIST).status_code == 302


def test_list_searches_and_filters(client, unit):
    ended, held = make_post(make_user(name="李明"), unit=unit), make_post(make_user(name="张三"), unit=unit)
    root = make_user(is_superuser=True)
    end_post(ended, by=root, now=timezone.now())
    client.force_login(root)

    assert list(client.get(LIST, {"q": "李明"}).context["object_list"]) == [ended]
    assert list(client.get(LIST, {"state": "held"}).context["object_list"]) == [held]
    assert list(client.get(LIST, {"state": "over", "q": "财政"}).context["object_list"]) == [ended]


@pytest.mark.parametrize("who", ["superuser", "section", "leader"])
def test_list_takes_the_same_queries_for_3_rows_as_for_1(client, unit, who):
    client.force_login(people(who, unit))
    make_post(unit=unit)
    one = count_queries(client, LIST)
    make_post(unit=unit)
    make_post(unit=unit)

    assert count_queries(client, LIST) == one


def test_list_has_pages_of_20(client):
    unit = make_unit()
    root = make_user(is_superuser=True)
    for _ in range(21):
        make_post(unit=unit, by=root)
    client.force_login(root)

    assert len(client.get(LIST).context["object_list"]) == 20
    assert len(client.get(LIST, {"p": 2}).context["object_list"]) == 1


def test_there_is_no_page_to_delete_a_post(client):
    client.force_login(make_user(is_superuser=True))

    assert client.post(f"/admin/office/posts/delete/{make_post().pk}/").status_code == 404
    assert reverse("civic_posts:index") == LIST
