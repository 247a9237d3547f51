from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from tests.projects.notices.models import Notice


@register_snippet
class NoticeViewSet(SnippetViewSet):
    model = Notice
