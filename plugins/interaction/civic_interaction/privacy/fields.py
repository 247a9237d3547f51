from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, IsNull, Lookup

from civic_interaction.privacy.sealing import seal, unseal


class EncryptedTextField(models.TextField):
    """A text that lies encrypted in the database, also in its history, its backups and its dumps of SQL.

    Code sees the plain text. The database can only be asked whether there is any (`=""`, `isnull`): what must be found
    again has a digest beside it (`privacy.digest`). A serialised row (`dumpdata`) holds the plain text.
    """

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> type[Lookup] | None:
        """Raises `FieldError` for questions that ciphertext cannot answer; a silent "none found" would be believed."""
        allowed = {"exact": IsEmpty, "isnull": IsNull}
        if lookup_name not in allowed:
            raise FieldError(f"{self.name} is encrypted: look for its digest instead of “{lookup_name}”.")
        return allowed[lookup_name]

    def get_transform(self, lookup_name: str) -> None:
        raise FieldError(f"{self.name} is encrypted: nothing can be computed of it in the database.")


class IsEmpty(Exact):
    """`field=""`; any other text raises `FieldError`: the same text is encrypted differently every time."""

    def get_prep_lookup(self) -> str:
        if self.rhs != "":
            raise FieldError(f"{self.lhs.output_field.name} is encrypted: look for its digest.")
        return ""
