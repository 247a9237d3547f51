"""The steps that the desk knows, in the order in which their buttons stand. Each has its address below the case."""

from collections.abc import Mapping
from typing import Any

from civic_interaction.enums import Event, Part
from civic_interaction.models import Case
from civic_interaction.viewsets.letters.base import StepView
from civic_interaction.viewsets.letters.coming_in import (
    AcceptView,
    AssignView,
    CloseView,
    ContributeView,
    MergeView,
    ReclassifyView,
    RefuseTransferView,
    SeparateView,
    SplitView,
)
from civic_interaction.viewsets.letters.public import CorrectView, PublishView, UnpublishView
from civic_interaction.viewsets.letters.reply import AnswerView, DraftView, RecallView, ReviewView, SendView
from civic_interaction.viewsets.letters.time_steps import (
    AskExtensionView,
    DecideExtensionView,
    ExceptView,
    LinkView,
    NoteView,
    PauseView,
    ResumeView,
    TagView,
)

STEPS: tuple[type[StepView], ...] = (
    AcceptView,
    ReviewView,
    DecideExtensionView,
    AnswerView,
    DraftView,
    SendView,
    ContributeView,
    AssignView,
    PublishView,
    CorrectView,
    ResumeView,
    RecallView,
    RefuseTransferView,
    PauseView,
    AskExtensionView,
    ExceptView,
    SplitView,
    MergeView,
    SeparateView,
    ReclassifyView,
    CloseView,
    UnpublishView,
)
#: They have their own place on the page of a case.
ANNOTATIONS: tuple[type[StepView], ...] = (NoteView, TagView, LinkView)


def name_of(step: type[StepView]) -> str:
    """The name of the address of a step."""
    return step.slug.replace("-", "_")


def steps_open(case: Case, parts: Mapping[Part, Any], events: set[Event]) -> list[type[StepView]]:
    """Those that somebody with `parts` may take now; `events` is what the machine leaves open to them."""
    return [step for step in STEPS if events.intersection(step.events) and step.is_offered(case, parts)]
