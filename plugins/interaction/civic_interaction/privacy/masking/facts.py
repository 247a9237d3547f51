"""Single facts about a person, as a screen shows them to who has not asked for the whole: 张*、138****5678."""

from civic_interaction.privacy.masking.surnames import surname_of

#: How many characters of a fact stay readable at its beginning and its end. An organisation is no person: it is shown.
OPEN = {"phone": (3, 4), "id_number": (3, 2), "address": (6, 0)}
#: At least so many are covered; of shorter facts only the outermost two stay readable.
COVERED = 3
SHOWN = frozenset({"organisation", "credit_code"})


def shade_fact(name: str, value: str) -> str:
    """A fact of `Sender` or `OpinionGiver` with its greater part covered; the stars tell nothing of the length of a mail."""
    if not value or name in SHOWN:
        return value
    if name == "name":
        return (surname_of(value) or value[:1]) + "*"
    if name == "mail":
        account, _at, domain = value.partition("@")
        return f"{account[:1]}***@{domain}"
    first, last = OPEN[name]
    if len(value) < first + last + COVERED:
        first = last = 1
    return f"{value[:first]}****{value[len(value) - last :]}"
