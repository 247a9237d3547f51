"""The office's own registers, in one place of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from civic_disclosure.viewsets.number_rules import NumberRuleViewSet
from civic_disclosure.viewsets.published import PublishedItemViewSet
from civic_disclosure.viewsets.subjects import SubjectViewSet
from civic_disclosure.viewsets.templates import ColumnTemplateViewSet


class DisclosureRegisters(ModelViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items = (ColumnTemplateViewSet, NumberRuleViewSet, SubjectViewSet, PublishedItemViewSet)
