"""What editors type into the search fields of the admin, by the admin's own addresses."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from tests import factories
from tests.jobs import run_jobs
from tests.lists import count_queries
from tests.search.wagtail_backend.pages import make_column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]
#: Wagtail leaves the temporary file of a thumbnail to the garbage collector.
THUMBNAILS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TITLE, OTHER = "关于2026年部门预算的通知", "人事任免"
NUMBER = "临政办发〔2016〕44号"
TYPED = ("预算", "部門預算", "2026年部门", "算", "通知 预算", "“部门预算”")
PAGES = {"document_number": NUMBER, "body": [("text", "<p>收入合计一千万元，由市审计局审计。</p>")]}
OF_PAGES = (*TYPED, "临政办发[2016]44号", "審計局", "收入合计")


@pytest.fixture(autouse=True)
def admin(client):
    client.force_login(factories.make_user(is_superuser=True))


@pytest.fixture
def column():
    column = make_column()
    factories.make_item(column, TITLE, **PAGES)
    factories.make_item(column, OTHER, body=[])
    run_jobs()  # Wagtail enters what was saved by a job of its own
    return column


def picture_file():
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return ContentFile(content.getvalue(), name="a.png")


def is_shown(client, url, typed):
    response = client.get(url, {"q": typed})
    assert response.status_code == 200
    text = response.content.decode()
    return TITLE in text, OTHER in text


@pytest.mark.parametrize("typed", OF_PAGES)
def test_pages_are_found_in_the_explorer_the_search_and_the_chooser(client, column, typed):
    places = (
        reverse("wagtailadmin_explore", args=[column.pk]),
        reverse("wagtailadmin_explore_results", args=[column.pk]),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_choose_page_search"),
    )

    assert [is_shown(client, place, typed) for place in places] == [(True, False)] * 4


@THUMBNAILS
@pytest.mark.parametrize("typed", TYPED)
def test_pictures_are_found_in_list_and_chooser(client, typed):
    for title in (TITLE, OTHER):
        get_image_model().objects.create(title=title, file=picture_file())
    run_jobs()

    places = (reverse("wagtailimages:index"), reverse("wagtailimages_chooser:choose_results"))
    assert [is_shown(client, place, typed) for place in places] == [(True, False)] * 2


@pytest.mark.parametrize("typed", TYPED)
def test_documents_are_found_in_list_and_chooser(client, typed):
    for title in (TITLE, OTHER):
        get_document_model().objects.create(title=title, file=ContentFile(b"a", name="a.txt"))
    run_jobs()

    places = (reverse("wagtaildocs:index"), reverse("wagtaildocs_chooser:choose_results"))
    assert [is_shown(client, place, typed) for place in places] == [(True, False)] * 2


@THUMBNAILS
def test_pictures_are_found_by_tag(client):
    picture = get_image_model().objects.create(title=TITLE, file=picture_file())
    get_image_model().objects.create(title=OTHER, file=picture_file())
    picture.tags.add("防汛抗旱")
    picture.save()
    run_jobs()

    assert is_shown(client, reverse("wagtailimages:index"), "防汛") == (True, False)


@pytest.mark.parametrize("typed", ["😀", '"', "预" * 5000, "a'b\\", "%", "NOT", "live:yes", '"预算', "-"])
def test_odd_questions_are_answered(client, column, typed):
    for name in ("wagtailadmin_pages:search", "wagtailimages:index", "wagtaildocs:index"):
        assert client.get(reverse(name), {"q": typed}).status_code == 200


def test_filters_and_order_of_the_search_page_stay(client, column):
    draft, live = (
        {"q": f"{typed} 预算", "content_type": "civic_disclosure.itempage"} for typed in ("live:no", "live:yes")
    )
    search = reverse("wagtailadmin_pages:search")
    newer = factories.make_item(column, "预算二", body=[])
    run_jobs()

    assert TITLE in client.get(search, draft).content.decode()
    assert TITLE not in client.get(search, live).content.decode()
    ordered = client.get(search, {"q": "预算", "ordering": "title"}).context["object_list"]
    assert [page.title for page in ordered] == [
        page.title for page in Page.objects.filter(pk__in=[newer.pk, *(page.pk for page in ordered)]).order_by("title")
    ]


def test_a_list_costs_no_query_more_than_with_wagtails_own_backend(client, column, settings):
    for number in range(3):
        factories.make_item(column, f"审批 {number}", body=[])
    run_jobs()
    url = f"{reverse('wagtailadmin_explore', args=[column.pk])}?q=审批"
    ours = count_queries(client, url)
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    call_command("update_index", stdout=io.StringIO())

    assert len(client.get(url).context["object_list"]) == 3
    assert count_queries(client, url) == ours


def test_a_unit_is_found_by_its_alias_and_a_column_by_its_name(client):
    unit = factories.make_unit("市教体局")
    unit.aliases.create(name="市体育运动委员会")
    catalogue = factories.make_catalogue(unit)
    factories.make_column(catalogue, "义务教育招生")
    run_jobs()

    search = reverse("wagtailadmin_pages:search")
    assert [page.pk for page in client.get(search, {"q": "体育运动"}).context["object_list"]] == [catalogue.pk]
    assert "义务教育招生" in client.get(search, {"q": "義務教育"}).content.decode()


def test_what_a_search_finds_is_counted_in_pages(client, column):
    shown = client.get(reverse("wagtailadmin_pages:search"), {"q": "预算"}).content.decode()
    assert "条页面" in "".join(shown.split())
    assert "条None" not in "".join(shown.split())
