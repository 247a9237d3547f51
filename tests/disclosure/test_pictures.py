"""Pictures of an item: of a size for phones and of one for desks, in WebP and in the format they came in."""

import io

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from lxml import html
from PIL import Image as Canvas
from wagtail.images.models import Image

from civic_disclosure.enums import ItemKind
from civic_disclosure.models import ItemPage
from civic_disclosure.rendering.content import content_of

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # of renditions, by the numbers of pictures


def picture(width, height, title="河边"):
    file = io.BytesIO()
    Canvas.linear_gradient("L").resize((width, height)).save(file, "JPEG")
    return Image.objects.create(title=title, file=ImageFile(file, name="river.jpg"))


def item_with(*pictures, caption=""):
    body = [("image", {"image": one, "caption": caption}) for one in pictures]
    return ItemPage(title="通知", kind=ItemKind.GENERAL, body=body)


def drawn(item):
    return html.fromstring(f"<div>{content_of(item)['body_html']}</div>")


def test_phone_and_desk_choose_a_picture_of_their_size_in_webp(settings):
    block = content_of(item_with(picture(1600, 900)))["body"][0]

    assert (block["width"], block["height"]) == (800, 450)
    assert [source["width"] for source in block["sources"]] == [800, 400]
    for source in block["sources"]:
        path = settings.MEDIA_ROOT / source["url"].removeprefix(settings.MEDIA_URL)
        with Canvas.open(path) as found:
            assert (found.format, found.width) == ("WEBP", source["width"])


def test_narrow_picture_is_not_enlarged():
    block = content_of(item_with(picture(300, 200)))["body"][0]

    assert ([source["width"] for source in block["sources"]], block["width"]) == ([300], 300)


def test_only_the_picture_at_the_top_is_fetched_at_once():
    figures = drawn(item_with(picture(900, 600), picture(900, 600))).findall("figure")

    assert [figure.find(".//img").get("loading") for figure in figures] == [None, "lazy"]
    for figure in figures:
        source, plain = figure.find(".//source"), figure.find(".//img")
        assert [part.split()[1] for part in source.get("srcset").split(", ")] == ["800w", "400w"]
        assert (source.get("type"), plain.get("width"), plain.get("height")) == ("image/webp", "800", "533")


def test_what_editors_write_of_a_picture_is_text_and_no_tags():
    figure = drawn(item_with(picture(90, 60, title='"><script>'), caption="<b>河</b>")).find("figure")

    assert figure.find(".//img").get("alt") == '"><script>'
    assert figure.findtext("figcaption") == "<b>河</b>"
    assert figure.find(".//script") is None
