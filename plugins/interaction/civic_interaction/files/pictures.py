"""JPG and PNG: decoded and written anew. What stood beside the picture (where it was taken, by which phone, another file
behind its end) is gone.
"""

import io
import warnings

from PIL import Image, ImageCms, ImageOps

from civic_interaction.files.verdicts import Code, Limits, RefusedError, Verdict

#: MPO is the JPEG of phones that put a second picture behind the first.
FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png"}
QUALITY = 88
#: Modes that PNG keeps as they are; all others become RGB, with transparency where there was some.
PNG_MODES = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}


def judge_picture(content: bytes, *, limits: Limits) -> Verdict:
    """Raises `RefusedError`. An animated picture becomes its first frame."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
            kind = FORMATS[picture.format or ""]
            if picture.width * picture.height > limits.pixels:
                raise RefusedError(Code.PIXELS)
            picture.load()
            return Verdict(kind, content=_write(_upright(picture), kind))
    except Image.DecompressionBombError as error:
        raise RefusedError(Code.PIXELS) from error
    except (OSError, SyntaxError, ValueError, KeyError, EOFError, ImageCms.PyCMSError) as error:
        raise RefusedError(Code.BROKEN) from error


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held: the note of that goes with the rest of the notes."""
    return ImageOps.exif_transpose(picture)


def _write(picture: Image.Image, kind: str) -> bytes:
    """Pixels only, in the colours of screens: not one of the notes is handed on."""
    picture = _screen_colours(picture, kind)
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        clean.putpalette(picture.getpalette("RGB") or [])
    clean.paste(picture)
    file = io.BytesIO()
    if kind == "jpg":
        clean.save(file, "JPEG", quality=QUALITY, optimize=True)
    else:
        clean.save(file, "PNG")
    return file.getvalue()


def _screen_colours(picture: Image.Image, kind: str) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a profile that says nothing: the colours are taken as they are
        if converted is not None:
            return converted
    if kind == "jpg":
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    if picture.mode == "P" and "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in PNG_MODES else picture.convert("RGBA" if picture.has_transparency_data else "RGB")
