import io
import signal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import TextField, Value

from civic_interaction import tasks
from civic_interaction.domain.rotate_personal_data import count_stale, encrypted_models, rotate_personal_data
from civic_interaction.models import Upload
from civic_interaction.privacy.keys import personal_keys
from civic_office.jobs.progress import start_progress
from civic_office.models import JobProgress
from tests.interaction import rotation_settings
from tests.interaction.privacy.keys import new_key, stored_texts
from tests.interaction.uploads import make_upload
from tests.jobs import run_jobs
from tests.workers import PATIENCE, wait_until

TABLE = Upload._meta.db_table


def keys_used() -> set[str]:
    return {text.split(".")[1] for text in stored_texts(TABLE, "name") if text}


@pytest.fixture
def new_first(settings):
    """What a city does: a new key in front, the old one stays."""

    def put_in_front() -> str:
        settings.CIVIC_INTERACTION_PERSONAL_KEYS = [new_key(), *settings.CIVIC_INTERACTION_PERSONAL_KEYS]
        return personal_keys()[0].id

    return put_in_front


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 7])
def test_everything_comes_under_the_first_key(new_first, settings, count):
    for number in range(count):
        make_upload(f"{number}号附件.txt")
    make_upload("")
    key = new_first()

    rotation = rotate_personal_data(batch=3)

    assert (rotation.rotated, rotation.unreadable) == (count, [])
    assert keys_used() == {key}
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = settings.CIVIC_INTERACTION_PERSONAL_KEYS[:1]
    assert sorted(upload.name for upload in Upload.objects.all()) == ["", *(f"{n}号附件.txt" for n in range(count))]


@pytest.mark.django_db
def test_what_is_under_the_first_key_is_not_touched(new_first):
    make_upload("旧")
    new_first()
    make_upload("新")
    before = stored_texts(TABLE, "name")

    assert count_stale() == 1
    assert rotate_personal_data().rotated == 1
    assert rotate_personal_data().rotated == 0

    after = stored_texts(TABLE, "name")
    assert (after[0] == before[0], after[1] == before[1]) == (False, True)


@pytest.mark.django_db
def test_erasure_that_happens_meanwhile_stays(new_first, monkeypatch):
    """Between reading a batch and writing it somebody erases one name and corrects another."""
    erased, corrected, untouched = make_upload("甲"), make_upload("乙"), make_upload("丙")
    new_first()
    real = rotating_seal()

    def change_first(text: str) -> str:
        if text == "甲":
            Upload.objects.filter(pk=erased.pk).update(name="")
            Upload.objects.filter(pk=corrected.pk).update(name="乙改")
        return real(text)

    monkeypatch.setattr("civic_interaction.domain.rotate_personal_data.seal", change_first)

    assert rotate_personal_data().rotated == 1

    names = {upload.pk: upload.name for upload in Upload.objects.all()}
    assert names == {erased.pk: "", corrected.pk: "乙改", untouched.pk: "丙"}


def rotating_seal():
    from civic_interaction.privacy.sealing import seal  # plc0415: the real one, before the test hooks into it

    return seal


@pytest.mark.django_db
def test_what_no_key_opens_is_left_and_told(new_first):
    broken, good = make_upload("甲"), make_upload("乙")
    Upload.objects.filter(pk=broken.pk).update(name=Value("p1.000000000000.AAAA", output_field=TextField()))
    new_first()

    with pytest.raises(CommandError, match=rf"civic_interaction\.Upload\.{broken.pk}$"):
        call_command("rotate_personal_data", stdout=io.StringIO())

    assert stored_texts(TABLE, "name")[0] == "p1.000000000000.AAAA"
    good.refresh_from_db()
    assert good.name == "乙"


@pytest.mark.django_db
def test_command_says_which_keys_may_go(new_first):
    make_upload()
    old = personal_keys()[0].id
    new_first()
    said = io.StringIO()

    call_command("rotate_personal_data", stdout=said)

    assert said.getvalue().splitlines()[-1].endswith(old)


@pytest.mark.django_db
def test_job_does_the_same_and_shows_how_far_it_is(new_first):
    for _number in range(3):
        make_upload()
    key = new_first()

    call_command("rotate_personal_data", "--job", stdout=io.StringIO())

    assert run_jobs() == 1
    assert keys_used() == {key}
    progress = JobProgress.objects.get()
    assert (progress.total, progress.done, progress.percent) == (3, 3, 100)


@pytest.mark.django_db
def test_job_that_runs_twice_harms_nothing(new_first):
    make_upload()
    new_first()
    for _time in range(2):
        tasks.rotate_personal_data.enqueue(progress=str(start_progress("x", by=None).pk))

    assert run_jobs() == 2
    assert count_stale() == 0


def test_tables_with_encrypted_fields_are_found_by_themselves():
    assert (Upload, ["name"]) in list(encrypted_models())


@pytest.fixture
def worker_settings():
    return "tests.interaction.rotation_settings"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_loses_nothing_and_goes_on(start, settings):
    names = [f"{number}号附件.txt" for number in range(300)]
    for name in names:
        make_upload(name)
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = rotation_settings.CIVIC_INTERACTION_PERSONAL_KEYS
    new = personal_keys()[0].id
    assert count_stale() == 300

    # So slow that it could not finish before it is killed, however long this process has to wait for its turn.
    victim = start("rotate_personal_data", "--batch", "3", "--pause", "5")
    wait_until(lambda: count_stale() < 300, what="some of it is done")
    victim.send_signal(signal.SIGKILL)
    victim.wait()

    left = count_stale()
    assert 0 < left < 300
    assert [upload.name for upload in Upload.objects.order_by("pk")] == names

    assert start("rotate_personal_data").wait(timeout=PATIENCE) == 0
    assert keys_used() == {new}
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = settings.CIVIC_INTERACTION_PERSONAL_KEYS[:1]
    assert [upload.name for upload in Upload.objects.order_by("pk")] == names
