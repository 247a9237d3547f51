"""Of processes that make the same thing one works and the others wait, also after one was killed."""

import subprocess
import sys
import time

from tests.e2e.small_city import only_one
from tooling.places import ROOT

HOLD = """
import sys, time
from pathlib import Path
from tests.e2e.small_city import only_one
with only_one(Path(sys.argv[1])):
    print(time.time(), flush=True)
    time.sleep(60)
"""


def test_lock_of_a_process_that_was_killed_is_free_at_once(tmp_path):
    lock = tmp_path / "thing.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline()

    holder.kill()
    holder.communicate()
    begun = time.monotonic()
    with only_one(lock):
        waited = time.monotonic() - begun

    assert waited < 5


def test_second_process_waits_for_the_first(tmp_path):
    lock = tmp_path / "thing.lock"
    with only_one(lock):
        second = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        time.sleep(2)
        released = time.time()
    held = float(second.stdout.readline())

    assert released <= held < released + 20
    second.kill()
    second.communicate()
