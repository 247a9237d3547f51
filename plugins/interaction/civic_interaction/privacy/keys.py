"""The keys of personal data. They come from the deployer; only a demo makes them of its `SECRET_KEY`."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from civic_interaction.app_settings import app_settings

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key of AES-256. Its id stands in front of what it encrypted, and tells nothing about it."""

    secret: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(b"civic-interaction key id" + self.secret).hexdigest()[:12]

    def __repr__(self) -> str:
        return f"Key({self.id})"


def personal_keys() -> tuple[Key, ...]:
    """The keys in use, the one that encrypts first. Raises `ImproperlyConfigured` when there is none or one is no key."""
    texts = app_settings.PERSONAL_KEYS
    if not texts:
        return (Key(_key_of_demo("PERSONAL_KEYS")),)
    return tuple(Key(_read_key(text, name="PERSONAL_KEYS")) for text in texts)


def digest_key() -> bytes:
    """Raises `ImproperlyConfigured` when there is none or it is no key."""
    text = app_settings.DIGEST_KEY
    return _read_key(text, name="DIGEST_KEY") if text else _key_of_demo("DIGEST_KEY")


def _key_of_demo(name: str) -> bytes:
    """A secret that is changed now and then must not be what personal data hang on: only a demo may do so."""
    if not (settings.DEBUG or getattr(settings, "CIVIC_DEMO", False)):
        raise ImproperlyConfigured(f"CIVIC_INTERACTION_{name} is not set: personal data cannot be encrypted.")
    return hashlib.sha256(f"civic-interaction {name} {settings.SECRET_KEY}".encode()).digest()


def _read_key(text: str, *, name: str) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"CIVIC_INTERACTION_{name} holds something that is not {KEY_BYTES} bytes in base64.")
    return secret
