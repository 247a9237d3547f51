"""Files of every kind, damaged at random: each is judged, quickly, and nothing but a refusal comes out."""

import random
import time

import pytest

from tests.interaction.files.judging import say
from tests.interaction.files.test_judge import GOOD


def damage(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost, and repeated elsewhere."""
    damaged = bytearray(content)
    for _time in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(damaged))
        match chance.randrange(5):
            case 0:
                del damaged[place : place + chance.randrange(1, 50)]
            case 1:
                start = chance.randrange(len(damaged))
                damaged[place:place] = damaged[start : start + chance.randrange(60)]
            case _:
                damaged[place] = chance.randrange(256)
        damaged = damaged or bytearray(b"x")
    return bytes(damaged)


@pytest.mark.parametrize("kind", GOOD)
def test_damaged_file_is_taken_or_refused(kind):
    chance = random.Random(f"{kind} of 2026")
    began = time.process_time()

    said = [say(damage(GOOD[kind], chance), extension=kind) for _time in range(150)]

    assert all(one.startswith("refused: ") or one in GOOD for one in said)
    assert time.process_time() - began < 60
