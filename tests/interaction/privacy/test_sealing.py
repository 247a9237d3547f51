import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_interaction.privacy.keys import personal_keys
from civic_interaction.privacy.sealing import UnreadableError, prefix_of, seal, unseal
from tests.interaction.privacy.keys import new_key


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back(text):
    assert unseal(seal(text)) == text


def test_empty_stays_empty():
    assert (seal(""), unseal("")) == ("", "")


def test_same_text_looks_different_every_time():
    assert len({seal("13800138000") for _ in range(50)}) == 50


def test_ciphertext_names_its_key():
    assert seal("李小明").startswith(prefix_of(personal_keys()[0]))


def test_old_key_still_reads_and_the_first_writes(settings):
    old, new = new_key(), new_key()
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [old]
    sealed = seal("李小明")

    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [new, old]

    assert unseal(sealed) == "李小明"
    assert seal("李小明").startswith(prefix_of(personal_keys()[0]))
    settings.CIVIC_INTERACTION_PERSONAL_KEYS = [new]
    with pytest.raises(UnreadableError, match="is not among"):
        unseal(sealed)


def test_changed_ciphertext_is_refused():
    prefix, body = seal("李小明").rsplit(".", 1)
    content = bytearray(base64.b64decode(body))
    for place in (0, 12, len(content) - 1):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(UnreadableError):
            unseal(f"{prefix}.{base64.b64encode(changed).decode()}")


@pytest.mark.parametrize(
    "stored", ["李小明", "p1.", "p1.0123", "p2.000000000000.AAAA", "p1.{key}.%%%", "p1.{key}.AAAA"]
)
def test_what_was_never_encrypted_is_refused(stored):
    with pytest.raises(UnreadableError):
        unseal(stored.format(key=personal_keys()[0].id))
