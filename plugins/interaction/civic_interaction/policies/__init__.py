"""Wagtail's permission questions about interaction's models, answered by posts. Wagtail has no clock: these read it."""

from wagtail.permissions import register_permission_policy

from civic_interaction.models import (
    Case,
    CaseEvent,
    Category,
    Channel,
    Collection,
    CollectionEvent,
    CollectionRule,
    CommonQuestion,
    HotTopic,
    ReplyPolicy,
    ReplyTemplate,
)
from civic_interaction.policies.collections import CollectionPolicy, CollectionRulePolicy
from civic_interaction.policies.letters import (
    CasePolicy,
    ChannelPolicy,
    CommonQuestionPolicy,
    LookPolicy,
    TemplatePolicy,
    desks_of,
    sees_a_desk,
    units_with_templates,
)
from civic_interaction.policies.topics import HotTopicPolicy

__all__ = ["CasePolicy", "desks_of", "register_policies", "sees_a_desk", "units_with_templates"]


def register_policies() -> None:
    for events in (CaseEvent, CollectionEvent):
        register_permission_policy(events, LookPolicy(events))
    register_permission_policy(Collection, CollectionPolicy(Collection))
    register_permission_policy(CollectionRule, CollectionRulePolicy(CollectionRule))
    register_permission_policy(Case, CasePolicy(Case))
    for model in (Channel, Category, ReplyPolicy):
        register_permission_policy(model, ChannelPolicy(model))
    register_permission_policy(CommonQuestion, CommonQuestionPolicy(CommonQuestion))
    register_permission_policy(HotTopic, HotTopicPolicy(HotTopic))
    register_permission_policy(ReplyTemplate, TemplatePolicy(ReplyTemplate))
