from civic_interaction.models.assignments import Assignment
from civic_interaction.models.attachments import Attachment
from civic_interaction.models.cases import Case
from civic_interaction.models.channels import Category, Channel, ReplyPolicy
from civic_interaction.models.clocks import CaseClock
from civic_interaction.models.collection_clocks import CollectionClock
from civic_interaction.models.collection_events import CollectionEvent
from civic_interaction.models.collection_files import CollectionFile
from civic_interaction.models.collections import Collection, CollectionRule
from civic_interaction.models.common_questions import CommonQuestion
from civic_interaction.models.duty import DutyLevel, DutyMember, DutyNote, DutyRule, DutyShift, Escalation
from civic_interaction.models.events import CaseEvent
from civic_interaction.models.extensions import Extension
from civic_interaction.models.followers import Follower
from civic_interaction.models.hot_topics import HotTopic
from civic_interaction.models.letters import CodeFailure, Letter, QueryCode, Sender, Supplement
from civic_interaction.models.notes import CatalogueLink, Note, Tag
from civic_interaction.models.opinions import Opinion, OpinionFile, OpinionGiver, OpinionGroup, Outcome
from civic_interaction.models.public import PublicLetter
from civic_interaction.models.ratings import Rating
from civic_interaction.models.replies import Reply, ReplyReview
from civic_interaction.models.reviewed_texts import DraftVersion, ResultReport, TextReview, TopicResponse
from civic_interaction.models.templates import ReplyTemplate
from civic_interaction.models.uploads import Upload

__all__ = [
    "Assignment",
    "Attachment",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CatalogueLink",
    "Category",
    "Channel",
    "CodeFailure",
    "Collection",
    "CollectionClock",
    "CollectionEvent",
    "CollectionFile",
    "CollectionRule",
    "CommonQuestion",
    "DraftVersion",
    "DutyLevel",
    "DutyMember",
    "DutyNote",
    "DutyRule",
    "DutyShift",
    "Escalation",
    "Extension",
    "Follower",
    "HotTopic",
    "Letter",
    "Note",
    "Opinion",
    "OpinionFile",
    "OpinionGiver",
    "OpinionGroup",
    "Outcome",
    "PublicLetter",
    "QueryCode",
    "Rating",
    "Reply",
    "ReplyPolicy",
    "ReplyReview",
    "ReplyTemplate",
    "ResultReport",
    "Sender",
    "Supplement",
    "Tag",
    "TextReview",
    "TopicResponse",
    "Upload",
]
