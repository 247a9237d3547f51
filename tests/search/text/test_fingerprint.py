from civic_search.text import fingerprint
from civic_search.text.dictionary import make_dictionary
from civic_search.text.fingerprint import make_fingerprint
from tests.search.text.processes import run_python

CODE = """
from civic_search.text.dictionary import make_dictionary
from civic_search.text.fingerprint import make_fingerprint
print(make_fingerprint(make_dictionary(["财政局", "教育局", "沂蒙云"])))
"""


def test_fingerprint_is_the_same_in_any_order_and_process() -> None:
    here = make_fingerprint(make_dictionary(["沂蒙云"], ["教育局", "财政局"]))

    assert run_python(CODE).stdout.strip() == here


def test_fingerprint_changes_with_words() -> None:
    assert make_fingerprint(make_dictionary(["财政局"])) != make_fingerprint(make_dictionary(["财政局", "教育局"]))


def test_fingerprint_changes_with_the_pipeline(monkeypatch) -> None:
    before = make_fingerprint(make_dictionary())
    monkeypatch.setattr(fingerprint, "PIPELINE", fingerprint.PIPELINE + 1)

    assert make_fingerprint(make_dictionary()) != before


def test_fingerprint_does_not_change_with_stop_words() -> None:
    assert make_fingerprint(make_dictionary(stop_words=["的"])) == make_fingerprint(make_dictionary())
