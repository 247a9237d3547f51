import pytest
from wagtail.models import Page
from wagtail.images import get_image_model
from wagtail.search.backends import get_search_backend
from modelsearch.query import *
from tests import factories
from tests.jobs import run_jobs
pytestmark = pytest.mark.django_db

def test_trial():
    column = factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")), "财政资金")
    item = factories.make_item(column, "关于2026年部门预算法的通知")
    run_jobs()
    b = get_search_backend()
    for q in ("预算","預算","部门 通知","算","预算法", "算部", "不存在", "😀", "-预算", '"', "%_", "a'b", "x\0y"):
        print(q, list(b.autocomplete(q, Page)), Page.objects.search(q).count(), list(Page.objects.filter(live=False).search(q, operator="or").annotate_score("s")))
    for q in (Not(PlainText("预算")), And([PlainText("预算"), Not(PlainText("通知"))]), Or([PlainText("预算"), Phrase("通知")]), Not(MATCH_ALL), And([MATCH_ALL, PlainText("预算")])):
        print(q, list(b.search(q, Page)))
    print(list(b.search("预算", Page, fields=["title"])), Page.objects.search("预算").facet("live"))
