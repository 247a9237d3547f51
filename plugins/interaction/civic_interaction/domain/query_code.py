"""The code by which a citizen comes back to a letter: 16 characters, 80 bits, shown once, stored as a keyed digest."""

import datetime
import hmac

from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.app_settings import app_settings
from civic_interaction.models import CodeFailure, Letter, QueryCode
from civic_interaction.privacy.digest import digest_of
from civic_office.domain.insert_rows import insert_rows

#: Crockford's base 32: no I, L, O, U, so that a code survives being written down.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", " ": "", "-": ""})
LENGTH, BITS = 16, 5


class CodeRefusedError(Exception):
    """Receipt number and code do not belong together; which of the two is wrong is not said."""


class CodeLockedError(CodeRefusedError):
    """Too many wrong codes; `until` when the next may be tried."""

    def __init__(self, until: datetime.datetime) -> None:
        super().__init__(_("Too many wrong codes. Please try again later."))
        self.until = until


def derive_code(letter: Letter, secret: str) -> str:
    """The code of a letter, from a secret that is not stored: whoever repeats a request by its key gets the same one."""
    return code_for(letter.receipt_number, secret)


def code_for(receipt_number: str, secret: str) -> str:
    """The code that goes with any receipt number, of a letter or of an opinion."""
    number = int(digest_of(f"{receipt_number} {secret}", purpose="derive-code"), 16)
    return "".join(ALPHABET[number >> BITS * place & 31] for place in range(LENGTH))


def keep_code(letter: Letter, code: str) -> None:
    insert_rows(QueryCode, [QueryCode(letter=letter, digest=digest_of_code(letter.receipt_number, code))])


def open_letter(receipt_number: str, code: str, *, address: str, now: datetime.datetime) -> Letter:
    """The letter, for whoever knows its number and code; see `require_code`."""
    number = receipt_number.strip()
    stored = QueryCode.objects.filter(letter__receipt_number=number).select_related("letter__channel").first()
    require_code(number, code, expected=stored.digest if stored is not None else "", address=address, now=now)
    if stored is None:
        raise TypeError("No code goes with a number that was not given.")
    return stored.letter


def require_code(number: str, code: str, *, expected: str, address: str, now: datetime.datetime) -> None:
    """Let pass whoever knows the code of a receipt; `expected` is its stored digest, "" where there is no such number.

    1. Refuse while the number or the network address is locked.
    2. Compare in constant time, against something also where there is no such number.
    3. Count a failure against both; `CODE_ATTEMPTS` of them within `CODE_LOCK_MINUTES` lock for as long.

    Raises `CodeLockedError`, `CodeRefusedError`. Must not run inside a transaction that its error rolls back: the
    failure would not be counted.
    """
    keys = [digest_of(number, purpose="lock-receipt"), digest_of(address or "-", purpose="lock-address")]
    keys = [key for key in keys if key]
    locked = CodeFailure.objects.filter(key__in=keys, locked_until__gt=now).order_by("-locked_until").first()
    if locked is not None and locked.locked_until is not None:
        raise CodeLockedError(locked.locked_until)
    is_right = hmac.compare_digest(expected or "0" * 64, digest_of_code(number, code))
    if not is_right or not expected:
        _count_failure(keys, now=now)
        raise CodeRefusedError(_("Receipt number and query code do not belong together."))
    CodeFailure.objects.filter(key=keys[0]).delete()


def digest_of_code(receipt_number: str, code: str) -> str:
    plain = code.upper().translate(READ_AS)
    return digest_of(f"{receipt_number} {plain}", purpose="query-code")


@transaction.atomic
def _count_failure(keys: list[str], *, now: datetime.datetime) -> None:
    window = datetime.timedelta(minutes=app_settings.CODE_LOCK_MINUTES)
    for key in sorted(keys):
        CodeFailure.objects.get_or_create(key=key, defaults={"first_at": now})
        failure = CodeFailure.objects.select_for_update().get(key=key)
        if now - failure.first_at > window:
            failure.failures, failure.first_at, failure.locked_until = 0, now, None
        failure.failures += 1
        if failure.failures >= app_settings.CODE_ATTEMPTS:
            failure.locked_until = now + window
        failure.save()


def clear_failures(*, now: datetime.datetime) -> int:
    """Forget failures that lock nothing any more; returns how many."""
    window = datetime.timedelta(minutes=app_settings.CODE_LOCK_MINUTES)
    deleted, _by_model = CodeFailure.objects.filter(first_at__lt=now - 2 * window).delete()
    return deleted
