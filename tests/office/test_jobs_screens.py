import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from civic_office.enums import Role
from civic_office.jobs.progress import start_progress
from civic_office.models import DeadLetter
from tests.factories import make_government_office, make_post, make_user
from tests.jobs import run_jobs
from tests.lists import count_queries
from tests.office import job_examples

pytestmark = pytest.mark.django_db
LIST = "/admin/office/jobs/"


def make_dead_letters(count, settings, tmp_path):
    settings.CIVIC_OFFICE_JOB_ATTEMPTS = 1
    for _ in range(count):
        job_examples.fail_always.enqueue(str(tmp_path / "tries"))
    run_jobs(may_fail=True)


@pytest.fixture
def letter(settings, tmp_path):
    make_dead_letters(1, settings, tmp_path)
    return DeadLetter.objects.get()


@pytest.fixture
def supervisor(client):
    person = make_post(unit=make_government_office(), role=Role.SUPERVISOR).user
    client.force_login(person)
    return person


def test_supervisor_sees_the_list_and_the_traceback(client, letter, supervisor):
    assert list(client.get(LIST).context["object_list"]) == [letter]
    assert "对方系统没有应答" in client.get(f"{LIST}{letter.pk}/").content.decode()


def test_supervisor_tries_again_by_url(client, letter, supervisor):
    response = client.post(f"{LIST}{letter.pk}/", {"decision": "retry"})

    letter.refresh_from_db()
    assert response.url == LIST
    assert (letter.outcome, letter.settled_by, DBTaskResult.objects.get().status) == ("retried", supervisor, "READY")


def test_supervisor_discards_by_url_once(client, letter, supervisor):
    client.post(f"{LIST}{letter.pk}/", {"decision": "discard"})
    again = client.post(f"{LIST}{letter.pk}/", {"decision": "retry"})

    letter.refresh_from_db()
    assert (letter.outcome, DBTaskResult.objects.get().status) == ("discarded", "FAILED")
    assert again.context["form"].non_field_errors()


@pytest.mark.parametrize("role", [Role.DISCLOSURE_SECTION, Role.PRINCIPAL_LEADER, None])
def test_others_neither_see_nor_settle_jobs(client, letter, role):
    unit = make_government_office()
    client.force_login(make_post(unit=unit, role=role).user if role else make_user())

    pages = [client.get(LIST), client.get(f"{LIST}{letter.pk}/")]
    pages.append(client.post(f"{LIST}{letter.pk}/", {"decision": "retry"}))

    letter.refresh_from_db()
    assert [page.status_code for page in pages] == [302, 302, 302]
    assert letter.outcome == "open"


def test_list_takes_the_same_queries_for_3_rows_as_for_1(client, settings, tmp_path, supervisor):
    make_dead_letters(1, settings, tmp_path)
    one = count_queries(client, LIST)
    make_dead_letters(2, settings, tmp_path)

    assert count_queries(client, LIST) == one


def test_progress_page_shows_how_far_a_job_has_come_without_script(client):
    user = make_post().user
    client.force_login(user)
    progress = start_progress("导入条目", by=user, total=200)
    type(progress).objects.update(done=50)

    page = client.get(reverse("civic_jobs:progress", args=(progress.pk,))).content.decode()

    assert '<progress max="100" value="25"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_progress_page_stops_reloading_when_the_job_is_done(client):
    user = make_post().user
    client.force_login(user)
    progress = start_progress("导入条目", by=user, next_url="/admin/pages/")
    job_examples.count_to.enqueue(str(progress.pk), 3)
    run_jobs()

    page = client.get(reverse("civic_jobs:progress", args=(progress.pk,))).content.decode()

    assert 'http-equiv="refresh"' not in page
    assert 'href="/admin/pages/"' in page


def test_progress_tells_the_script_the_facts(client):
    user = make_post().user
    client.force_login(user)
    progress = start_progress("导入条目", by=user)
    job_examples.stumble.enqueue(str(progress.pk))
    run_jobs(may_fail=True)

    facts = client.get(reverse("civic_jobs:progress_facts", args=(progress.pk,))).json()

    assert (facts["percent"], facts["finished"], facts["error"]) == (40, True, "第5行缺少标题")


def test_progress_of_somebody_else_is_not_shown(client):
    progress = start_progress("导入条目", by=make_user())
    client.force_login(make_post().user)

    pages = [reverse(f"civic_jobs:{name}", args=(progress.pk,)) for name in ("progress", "progress_facts")]

    assert [client.get(page).status_code for page in pages] == [302, 302]
    assert progress.started_at <= timezone.now()
