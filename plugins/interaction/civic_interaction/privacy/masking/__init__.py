"""What of a letter or a reply to hide before the public reads it: suggested here, decided by a person.

- `masks`      `suggest_masks`, `apply_masks`: the way in
- `views`      a text read for its numbers: full width and Chinese numerals as plain digits, place for place
- `numbers`    phones, identity numbers, bank cards, licence plates, mail, accounts
- `addresses`  where somebody lives, from the house number on
- `facts`      single facts about a person, as screens show them unasked
- `names`, `surnames`   people, where something says that they are; `strangers` where nothing does

How much of it is found, and how much is suggested in vain, is measured by `tests/interaction/privacy/test_masking.py`.
"""

from civic_interaction.privacy.masking.masks import Mask, StaleMaskError, apply_masks, cover_found, suggest_masks

__all__ = ["Mask", "StaleMaskError", "apply_masks", "cover_found", "suggest_masks"]
