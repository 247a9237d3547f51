"""What the public finds of interaction. `register_sources` is called when the app is ready; `receivers` note what changes."""

from civic_interaction.search.collections import CollectionSource
from civic_interaction.search.letters import LetterSource
from civic_interaction.search.questions import QuestionSource
from civic_interaction.search.topics import TopicSource
from civic_search.sources import register_source

__all__ = ["CollectionSource", "LetterSource", "QuestionSource", "TopicSource", "register_sources"]


def register_sources() -> None:
    register_source(CollectionSource())
    register_source(LetterSource())
    register_source(QuestionSource())
    register_source(TopicSource())
