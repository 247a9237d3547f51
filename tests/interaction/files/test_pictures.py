"""JPG and PNG: decoded and written anew, so that only the picture is left."""

import io
import struct
import zlib

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

from civic_interaction.files.verdicts import RefusedError
from tests.interaction.files.judging import judge, say
from tests.search.files.office_files import make_zip

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(mode: str = "RGB", *, size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Red on the left, blue on the right."""
    drawn = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=RED)
    return drawn.convert(mode)


def write(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(content: bytes, *, extension: str = "") -> Image.Image:
    verdict = judge(content, extension=extension)
    assert verdict.content is not None
    return Image.open(io.BytesIO(verdict.content))


def exif(**tags: object) -> Image.Exif:
    notes = Image.Exif()
    for name, value in tags.items():
        notes[ExifTags.Base[name]] = value
    return notes


def close_to(one: tuple[int, ...], other: tuple[int, ...], *, by: int = 30) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpg_of_every_sort_is_taken(mode):
    content = write(picture(mode))

    assert say(content, extension="jpg") == "jpg"
    assert opened(content).mode in {"RGB", "L"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_sort_is_taken(mode):
    drawn = picture("L").convert("I").convert("I;16") if mode == "I;16" else picture(mode)
    content = write(drawn, "PNG")

    assert say(content, extension="png") == "png"
    assert opened(content).size == (64, 32)


def test_colours_stay():
    for content in (write(picture(), quality=95), write(picture("CMYK"), quality=95), write(picture("P"), "PNG")):
        seen = opened(content).convert("RGB")
        assert close_to(seen.getpixel((8, 16)), RED)
        assert close_to(seen.getpixel((56, 16)), BLUE)


def test_transparency_stays():
    drawn = picture("RGBA")
    drawn.putpixel((0, 0), (0, 0, 0, 0))

    assert opened(write(drawn, "PNG")).convert("RGBA").getpixel((0, 0))[3] == 0
    indexed = picture("P")
    assert opened(write(indexed, "PNG", transparency=indexed.getpixel((0, 0)))).convert("RGBA").getpixel((0, 0))[3] == 0


def test_extension_does_not_decide():
    assert say(write(picture()), extension="pdf") == "jpg"
    assert say(write(picture(), "PNG"), extension="jpg") == "png"


def test_notes_of_the_camera_are_gone():
    notes = exif(Make="Phone", Artist="李小明")
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (35.0, 6.0, 0.0)
    content = write(picture(), exif=notes, comment=b"li xiaoming", dpi=(300, 300), xmp=b"<x:xmpmeta>li</x:xmpmeta>")

    seen = opened(content)

    assert b"Phone" in content
    assert dict(seen.getexif()) == {}
    assert {"comment", "xmp", "exif", "icc_profile"} & set(seen.info) == set()
    kept = judge(content).content or b""
    assert [word for word in (b"Phone", "李小明".encode(), b"xiaoming", b"xmpmeta") if word in kept] == []


def test_texts_of_png_are_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "li xiaoming", zip=True)
    texts.add_itxt("Comment", "李小明")
    content = write(picture(), "PNG", pnginfo=texts, exif=exif(Artist="li xiaoming"))

    seen = opened(content)

    assert Image.open(io.BytesIO(content)).text["Author"] == "li xiaoming"
    assert (seen.text, dict(seen.getexif())) == ({}, {})


def test_picture_stands_upright():
    content = write(picture(), quality=95, exif=exif(Orientation=6))

    seen = opened(content)

    assert seen.size == (32, 64)
    assert close_to(seen.getpixel((16, 8)), RED)
    assert close_to(seen.getpixel((16, 56)), BLUE)


def test_profile_is_applied_and_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = write(picture(), quality=95, icc_profile=profile)

    seen = opened(content)

    assert "icc_profile" not in seen.info
    assert close_to(seen.getpixel((8, 16)), RED)
    assert say(write(picture(), icc_profile=b"no profile")) == "jpg"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_stands_behind_the_picture_is_gone(kind):
    behind = make_zip({"evil.exe": b"MZ evil"})
    content = write(picture(), kind) + behind + b"<script>alert(1)</script>"

    kept = judge(content).content or b""

    assert [word for word in (b"evil", b"PK\x03\x04", b"<script>") if word in kept] == []


def test_second_picture_of_a_phone_is_gone():
    content = write(picture(), "MPO", save_all=True, append_images=[picture(size=(640, 320))])

    assert say(content, extension="jpg") == "jpg"
    assert opened(content).size == (64, 32)


def test_film_of_pictures_becomes_its_first():
    content = write(picture(), "PNG", save_all=True, append_images=[Image.new("RGB", (64, 32))])

    assert getattr(opened(content), "n_frames", 1) == 1


def test_picture_of_24_million_points_is_taken_and_one_more_line_is_not():
    assert say(write(Image.new("L", (6000, 4000)), "PNG")) == "png"
    assert say(write(Image.new("L", (6000, 4001)), "PNG")) == "refused: pixels"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_bomb_is_refused_before_it_is_decoded():
    """A gigapixel in a few bytes."""
    head = chunk(b"IHDR", struct.pack(">2I5B", 60_000, 60_000, 8, 6, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000)) + chunk(b"IEND", b"")

    assert len(content) < 20_000
    assert say(content) == "refused: pixels"


def test_bomb_of_texts_is_refused():
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 100_000_000))
    good = write(picture(), "PNG")
    place = good.index(b"IDAT") - 4

    assert say(good[:place] + text + good[place:]) == "refused: broken"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_half_a_picture_is_broken(kind, share):
    noise = Image.effect_noise((200, 200), 90)
    content = write(noise, kind)

    assert say(content[: int(len(content) * share)]) == "refused: broken"


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff\xe0" + b"x" * 500, b"\x89PNG\r\n\x1a\n" + b"x" * 500, b"\xff\xd8\xff\xd9"]
)
def test_what_only_begins_like_a_picture_is_broken(content):
    assert say(content) == "refused: broken"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF"])
def test_other_pictures_are_not_taken(kind):
    code = "unsupported" if kind == "BMP" else "other_picture"

    assert say(write(picture(), kind), extension="jpg") == f"refused: {code}"


def test_picture_of_an_iphone_is_told():
    assert say(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, extension="jpg") == "refused: other_picture"


def test_refusal_is_no_verdict():
    with pytest.raises(RefusedError, match="broken"):
        judge(b"\xff\xd8\xff\xe0")
