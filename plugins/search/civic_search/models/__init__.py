from civic_search.models.asked import QueryCount
from civic_search.models.best_bets import BestBet
from civic_search.models.builds import IndexBuild
from civic_search.models.files import ExtractedText
from civic_search.models.outbox import EngineHealth, PendingChange
from civic_search.models.vocabularies import VocabularyRecord
from civic_search.models.words import DictionaryWord, Lexicon, StopWord, Synonym

__all__ = [
    "BestBet",
    "DictionaryWord",
    "EngineHealth",
    "ExtractedText",
    "IndexBuild",
    "Lexicon",
    "PendingChange",
    "QueryCount",
    "StopWord",
    "Synonym",
    "VocabularyRecord",
]
