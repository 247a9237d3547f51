import os
import subprocess
import sys

import pytest

from civic_search.domain.warm_up import warm_up
from civic_search.lexicon import current_reading, forget_reading
from civic_search.vocabulary import current_vocabulary, forget_vocabulary
from tooling.places import ROOT


@pytest.mark.django_db
def test_after_warming_up_nothing_is_read_for_the_first_question(django_assert_num_queries):
    forget_reading()
    forget_vocabulary()

    assert warm_up()

    with django_assert_num_queries(0):
        current_reading(max_age=60).pipeline.parse("公积金提取办法")
        current_vocabulary().complete("公积金")


def test_site_starts_before_there_is_a_database(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}", "CIVIC_VAR": str(tmp_path)}

    started = subprocess.run(
        [sys.executable, "-c", "import cms.wsgi; print('up')"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert started.stdout.strip() == "up", started.stderr
    assert "dictionary of search could not be read" in started.stderr
