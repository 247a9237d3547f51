import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from civic_interaction.checks import check_keys
from civic_interaction.privacy.keys import digest_key, personal_keys
from tests.interaction.privacy.keys import new_key


def test_first_key_comes_first(settings):
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [new_key(), new_key()]

    first, second = personal_keys()

    assert first.id != second.id
    settings.CIVIC_INTERACTION_PERSONAL_KEYS.reverse()
    assert personal_keys() == (second, first)


def test_key_does_not_show_its_secret(settings):
    (key,) = personal_keys()

    assert repr(key) == f"Key({key.id})"
    assert key.secret.hex() not in repr(key)


@pytest.mark.parametrize("wrong", ["secret", "c2hvcnQ=", "A" * 43 + "=!", "二十"])
def test_what_is_no_key_stops_the_start(settings, wrong):
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [new_key(), wrong]
    settings.CIVIC_INTERACTION_DIGEST_KEY = wrong

    assert [error.id for error in check_keys(None)] == ["civic_interaction.E001", "civic_interaction.E002"]
    with pytest.raises(ImproperlyConfigured):
        personal_keys()


def test_site_without_keys_does_not_start(settings):
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = []
    settings.CIVIC_INTERACTION_DIGEST_KEY = ""

    assert [error.id for error in check_keys(None)] == ["civic_interaction.E001", "civic_interaction.E002"]


def test_demo_makes_its_keys_of_its_secret(settings):
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = []
    settings.CIVIC_INTERACTION_DIGEST_KEY = ""
    settings.CIVIC_DEMO = True

    keys = (personal_keys()[0].secret, digest_key())

    assert check_keys(None) == []
    assert len(set(keys)) == 2
    settings.SECRET_KEY = "another"
    assert personal_keys()[0].secret != keys[0]


def test_command_prints_a_key_that_works(settings):
    printed = io.StringIO()
    call_command("make_personal_key", stdout=printed)

    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [printed.getvalue().strip()]

    assert check_keys(None) == []
