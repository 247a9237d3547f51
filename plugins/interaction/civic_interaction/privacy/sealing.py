"""Text to ciphertext and back: AES-256-GCM, so that what was changed behind our back is not read but refused.

A ciphertext is `p1.<id of its key>.<base64 of nonce, text and tag>`. The id is authenticated with the text.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from civic_interaction.privacy.keys import Key, personal_keys

VERSION = "p1"
NONCE_BYTES = 12


class UnreadableError(Exception):
    """A stored text cannot be decrypted: its key is gone, or it was changed outside the application."""


def seal(text: str) -> str:
    """Encrypt with the first key. The empty text stays empty: that somebody left a field out is no secret."""
    if not text:
        return ""
    key = personal_keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), prefix_of(key).encode())
    return prefix_of(key) + base64.b64encode(sealed).decode()


def unseal(ciphertext: str) -> str:
    """Decrypt with the key that is named. Raises `UnreadableError`."""
    if not ciphertext:
        return ""
    version, _dot, rest = ciphertext.partition(".")
    key_id, _dot, body = rest.partition(".")
    if version != VERSION or not body:
        raise UnreadableError("A personal field holds something that is not encrypted.")
    key = next((key for key in personal_keys() if key.id == key_id), None)
    if key is None:
        raise UnreadableError(f"Key {key_id} is not among CIVIC_INTERACTION_PERSONAL_KEYS.")
    try:
        sealed = base64.b64decode(body, validate=True)
        text = AESGCM(key.secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], prefix_of(key).encode())
    except (ValueError, InvalidTag) as error:
        raise UnreadableError("A personal field was changed outside the application.") from error
    return text.decode()


def prefix_of(key: Key) -> str:
    """What every ciphertext of this key begins with."""
    return f"{VERSION}.{key.id}."
