"""Figures drawn so that a person reads them more easily than a program: for those whose browser runs no scripts."""

import base64
import io
import random
import secrets

from PIL import Image, ImageDraw, ImageFont

#: No 0 and 1, which are taken for letters; no 7, which turned a little is a 1.
FIGURES = "2345689"
LENGTH = 5
WIDTH, HEIGHT, CELL, SIZE = 200, 64, 36, 40
PAPER, LINES, DOTS = (255, 255, 255), 5, 180


def choose_number() -> int:
    return int("".join(secrets.choice(FIGURES) for _place in range(LENGTH)))


def draw_number(number: int) -> str:
    """A PNG of 200 × 64 points as the value of a `src`: turned figures in uneven places, with lines and dots over them."""
    chance = random.SystemRandom()
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    for place, figure in enumerate(str(number)):
        _draw_figure(picture, figure, place, chance)
    pen = ImageDraw.Draw(picture)
    for _line in range(LINES):
        ends = [(chance.randrange(WIDTH), chance.randrange(HEIGHT)) for _end in range(2)]
        pen.line(ends, fill=_ink(chance), width=chance.choice((1, 2)))
    for _dot in range(DOTS):
        pen.point((chance.randrange(WIDTH), chance.randrange(HEIGHT)), fill=_ink(chance))
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"


def _draw_figure(picture: Image.Image, figure: str, place: int, chance: random.SystemRandom) -> None:
    layer = Image.new("L", (CELL + 12, HEIGHT), 0)
    font = ImageFont.load_default(SIZE + chance.randrange(-4, 5))
    ImageDraw.Draw(layer).text((chance.randrange(6, 14), chance.randrange(4, 14)), figure, fill=255, font=font)
    turned = layer.rotate(chance.uniform(-24, 24), resample=Image.Resampling.BICUBIC)
    picture.paste(_ink(chance), (4 + place * CELL + chance.randrange(-2, 5), 0), turned)


def _ink(chance: random.SystemRandom) -> tuple[int, int, int]:
    """Dark enough on white for weak eyes: a contrast of 7:1 or more."""
    return chance.randrange(70), chance.randrange(70), chance.randrange(110)
