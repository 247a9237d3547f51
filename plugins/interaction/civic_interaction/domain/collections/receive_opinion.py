"""An opinion comes in."""

import datetime
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from civic_interaction.clauses import Quote, QuoteNotFoundError, split_clauses, take_quote
from civic_interaction.domain.attach_uploads import take_or_refuse
from civic_interaction.domain.collections.check_opinion import check_opinion, require_open
from civic_interaction.domain.query_code import code_for, digest_of_code, require_code
from civic_interaction.enums import Part
from civic_interaction.models import Collection, DraftVersion, Opinion, OpinionFile, OpinionGiver
from civic_interaction.permissions import parts_in
from civic_interaction.privacy.digest import digest_of
from civic_office.workdays import civil_date

#: Receipts of opinions are told from those of letters by what they begin with.
PREFIX, DIGITS, ATTEMPTS = "YJ", 6, 20
SHORTEST_REQUEST_KEY = 16


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """What somebody sends. `anchor` names a clause of version `version` (the newest when None), `quoted` words in it.

    `quoted_from` says which, where the words are there twice. `person` holds the fields of `OpinionGiver`; `uploads`
    the tokens of the upload step.
    """

    collection: Collection
    text: str
    version: int | None = None
    anchor: str = ""
    quoted: str = ""
    quoted_from: int | None = None
    voice: str = "person"
    person: dict[str, str] = field(default_factory=dict)
    consents_to_publication: bool = False
    uploads: Sequence[str] = ()

    def digest(self) -> str:
        """Keyed, of all that was sent."""
        names = ("text", "version", "anchor", "quoted", "quoted_from", "voice", "person", "consents_to_publication")
        facts = {name: getattr(self, name) for name in names}
        facts |= {"collection": self.collection.pk, "uploads": sorted(self.uploads)}
        return digest_of(json.dumps(facts, sort_keys=True, ensure_ascii=False), purpose="opinion")


@dataclass(frozen=True, slots=True)
class OpinionReceipt:
    """What the citizen is given, once: the number, and the code that is stored nowhere in clear."""

    opinion: Opinion
    query_code: str

    @property
    def receipt_number(self) -> str:
        return self.opinion.receipt_number


def receive_opinion(
    given: GivenOpinion, *, by: Any = Part.CITIZEN, request_key: str = "", now: datetime.datetime
) -> OpinionReceipt:
    """Save an opinion for good (R119, R131).

    1. The collection must take opinions today, whoever sends this and in whatever way; a trigger of the database asks
       again. Staff of the asking unit may write down what came by post or telephone, within the same period.
    2. Check it; what is quoted must stand in that published version.
    3. The same `request_key` (Idempotency-Key) with the same content gives the same receipt and code again.
    4. Save opinion, giver (encrypted) and the digest of the query code; the uploads become the opinion's.

    Raises `ClosedError`, `ValidationError` by field, `PermissionDenied`.
    """
    today = civil_date(now)
    collection = Collection.objects.public().filter(pk=given.collection.pk).first()
    if collection is None:
        raise PermissionDenied
    if not isinstance(by, Part) and not parts_in(by, collection, today=today).keys() & {Part.LEAD, Part.OFFICE}:
        raise PermissionDenied
    if request_key and len(request_key) < SHORTEST_REQUEST_KEY:
        raise ValidationError({"request_key": _("The key of a request has at least 16 characters.")})
    secret = request_key or secrets.token_urlsafe(32)
    if (known := _earlier(request_key, given)) is not None:
        return OpinionReceipt(known, code_for(known.receipt_number, secret))
    require_open(collection, today=today)
    check_opinion(given)
    version, quote = quote_of(given)
    try:
        return _save(given, version, quote, secret=secret, is_keyed=bool(request_key), by=by, now=now)
    except IntegrityError:
        # The same request arrived twice at once, and the other was quicker; or the collection was closed just now.
        known = _earlier(request_key, given)
        if known is None:
            require_open(Collection.objects.get(pk=collection.pk), today=today)
            raise
        return OpinionReceipt(known, code_for(known.receipt_number, secret))


def open_opinion(receipt_number: str, code: str, *, address: str, now: datetime.datetime) -> Opinion:
    """The opinion, for whoever knows its number and code; see `require_code`."""
    number = receipt_number.strip()
    opinion = Opinion.objects.filter(receipt_number=number).select_related("collection", "outcome").first()
    expected = opinion.code_digest if opinion is not None else ""
    require_code(number, code, expected=expected, address=address, now=now)
    if opinion is None:
        raise TypeError("No code goes with a number that was not given.")
    return opinion


def quote_of(given: GivenOpinion) -> tuple[DraftVersion, Quote | None]:
    """The published version an opinion is about, and the passage; `ValidationError` when the draft does not say that."""
    versions = DraftVersion.objects.published().filter(collection=given.collection)
    version = (versions.filter(number=given.version) if given.version else versions.order_by("-number")).first()
    if version is None:
        raise ValidationError({"version": _("There is no such version of the draft.")})
    if not given.anchor:
        return version, None
    try:
        return version, take_quote(split_clauses(version.text), given.anchor, given.quoted, start=given.quoted_from)
    except QuoteNotFoundError as error:
        raise ValidationError({"quoted": _("The draft does not say this in that clause.")}) from error


def _earlier(request_key: str, given: GivenOpinion) -> Opinion | None:
    if not request_key:
        return None
    opinion = Opinion.objects.filter(request_key=digest_of(request_key, purpose="request")).first()
    if opinion is not None and not hmac.compare_digest(opinion.digest, given.digest()):
        raise ValidationError({"request_key": _("This request has been sent before with another content.")})
    return opinion


@transaction.atomic
def _save(
    given: GivenOpinion,
    version: DraftVersion,
    quote: Quote | None,
    *,
    secret: str,
    is_keyed: bool,
    by: Any,
    now: datetime.datetime,
) -> OpinionReceipt:
    number = _free_number(now=now)
    code = code_for(number, secret)
    opinion = Opinion(
        receipt_number=number,
        collection=given.collection,
        version=version,
        text=given.text,
        voice=given.voice,
        consents_to_publication=given.consents_to_publication,
        received_at=now,
        entered_by=None if isinstance(by, Part) else by,
        digest=given.digest(),
        request_key=digest_of(secret, purpose="request") if is_keyed else None,
        code_digest=digest_of_code(number, code),
    )
    if quote is not None:
        opinion.anchor, opinion.label, opinion.quoted = quote.anchor, quote.label, quote.exact
        opinion.quoted_from, opinion.quotes_whole = quote.start, quote.is_whole
        opinion.prefix, opinion.suffix = quote.prefix, quote.suffix
    opinion.save(force_insert=True)
    person = {name: value.strip() for name, value in given.person.items()}
    digests = {f"{name}_digest": digest_of(person.get(name, ""), purpose=name) for name in OpinionGiver.DIGESTED}
    OpinionGiver(opinion=opinion, **person, **digests).save(force_insert=True)
    OpinionFile.objects.bulk_create(
        OpinionFile(opinion=opinion, upload=upload, position=position)
        for position, upload in enumerate(take_or_refuse(given.uploads, now=now))
    )
    return OpinionReceipt(opinion, code)


def _free_number(*, now: datetime.datetime) -> str:
    day = f"{civil_date(now):%Y%m%d}"
    for _attempt in range(ATTEMPTS):
        number = f"{PREFIX}{day}{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not Opinion.objects.filter(receipt_number=number).exists():
            return number
    raise ValidationError(_("So many opinions came today that no number is left. Please write again tomorrow."))
