import pytest

from civic_interaction.privacy.digest import digest_of
from tests.interaction.privacy.keys import new_key


@pytest.mark.parametrize(
    "spelling",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "0086-13800138000",
        "１３８００１３８０００",
        " 13800138000\n",
    ],
)
def test_spellings_of_one_phone_number_are_equal(spelling):
    assert digest_of(spelling, purpose="phone") == digest_of("13800138000", purpose="phone")


@pytest.mark.parametrize(
    ("purpose", "one", "other"),
    [
        ("id_number", "11010519491231002x", "110105 19491231 002X"),
        ("mail", "Li.Ming@Example.CN", "li.ming@example.cn"),
        ("name", "阿依古丽·买买提", " 阿依古丽·买买提 "),
        ("name", "John  Smith", "john smith"),
    ],
)
def test_spellings_of_one_value_are_equal(purpose, one, other):
    assert digest_of(one, purpose=purpose) == digest_of(other, purpose=purpose)


def test_other_values_and_other_purposes_differ():
    digests = {
        digest_of(value, purpose=purpose)
        for value in ("13800138000", "13800138001", "8613800138000")
        for purpose in ("phone", "mail")
    }

    assert len(digests) == 6


def test_digest_is_64_digits_and_nothing_for_nothing():
    assert len(digest_of("13800138000", purpose="phone")) == 64
    assert digest_of(" \n", purpose="phone") == ""


def test_other_key_gives_other_digests(settings):
    before = digest_of("13800138000", purpose="phone")

    settings.CIVIC_INTERACTION_DIGEST_KEY = new_key()

    assert digest_of("13800138000", purpose="phone") != before
