"""Drawn pictures without any lettering: landscapes that are nowhere, and bars."""

import io
import math
import random

from PIL import Image as Canvas
from PIL import ImageDraw, ImageOps

from cms.demo.drafts import AttachmentDraft, Picture

PICTURE_SIZE = (800, 450)

SKIES = (("#8fb8d8", "#f3ead7"), ("#6f9fc8", "#fdf3e3"), ("#9cc5c9", "#f7efe2"), ("#b9c8dd", "#f6e3d0"))

HILLS = (("#4e7d63", "#6d9a72", "#8fb783"), ("#3f6f6b", "#5e8d83", "#86ab97"), ("#6b7f52", "#879a66", "#a8b784"))

BARS = ("#2f6f73", "#4f8f8b", "#7aaea3", "#b7792b", "#d9a441", "#8a8f98")


def make_jpeg(attachment: AttachmentDraft) -> bytes:
    picture = next(block for block in attachment.content if isinstance(block, Picture))
    dice = random.Random(picture.seed)  # noqa: S311 (a picture, not a secret)
    canvas = draw_bars(picture.values) if picture.values else draw_landscape(dice)
    target = io.BytesIO()
    canvas.save(target, "JPEG", quality=82, optimize=True)
    return target.getvalue()


def draw_landscape(dice: random.Random) -> Canvas.Image:
    """Sky, a sun, three ranges of hills and a river; nothing that could be taken for a real place."""
    width, height = PICTURE_SIZE
    sky = Canvas.linear_gradient("L").resize(PICTURE_SIZE)
    canvas = ImageOps.colorize(sky, *dice.choice(SKIES))
    draw = ImageDraw.Draw(canvas)
    x, y, size = dice.randint(80, width - 80), dice.randint(50, 140), dice.randint(26, 46)
    draw.ellipse((x - size, y - size, x + size, y + size), fill="#fff6dc")
    for place, colour in enumerate(reversed(dice.choice(HILLS))):
        base, swing, phase = 210 + 62 * place, dice.randint(26, 58), dice.uniform(0, 6.28)
        pace, ripple = dice.uniform(0.005, 0.012), dice.uniform(0.018, 0.04)
        ridge = [
            (at, base + swing * math.sin(phase + at * pace) + 9 * math.sin(at * ripple))
            for at in range(0, width + 10, 10)
        ]
        draw.polygon([*ridge, (width, height), (0, height)], fill=colour)
    bank = dice.randint(390, 420)
    draw.polygon([(0, bank), (width, bank - dice.randint(0, 24)), (width, height), (0, height)], fill="#a9c9d6")
    return canvas


def draw_bars(values: tuple[float, ...]) -> Canvas.Image:
    """Bars on their own scales would lie, so all share one; the caption on the page says what they are."""
    width = PICTURE_SIZE[0]
    canvas = Canvas.new("RGB", PICTURE_SIZE, "#fbfbf9")
    draw = ImageDraw.Draw(canvas)
    for line in range(6):
        y = 40 + line * 70
        draw.line((50, y, width - 30, y), fill="#d9dcdf", width=1)
    highest, step = max(values) or 1, (width - 100) // len(values)
    for place, value in enumerate(values):
        left = 70 + place * step
        draw.rectangle((left, 390 - 350 * value / highest, left + step * 0.62, 390), fill=BARS[place % len(BARS)])
    draw.line((50, 390, width - 30, 390), fill="#4b5157", width=2)
    return canvas
