"""The public API of interaction. What is public: `civic_interaction.visibility`; what happens: `civic_interaction.domain`.

Letters         `channels` (to whom, what is asked; signs that a person writes) → `uploads` → `letters` (sending one; the public
                ones) → `tracking` (by receipt number and query code); `statistics`
What they led to  `questions` (common ones), `topics` (hot ones)
Collections     `collections` (what is asked), `opinions` (giving one, following)
Shared          `letter_shapes`, `collection_shapes` (what is sent and answered), `collection_data` (rows of collections);
                `parameters` and `cursors` (lists), `sending` (how much, how often, how a refusal is said), `proof` with
                `pictures` (is it a person?); `urls`
"""
