from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_disclosure.api import items, preview, structure

app_name = "disclosure"
urlpatterns = [
    path("site/", structure.SiteDetail.as_view(), name="site"),
    path("columns/", structure.ColumnList.as_view(), name="columns"),
    path("columns/<number:column_id>/", structure.ColumnDetail.as_view(), name="column"),
    path("units/", structure.UnitList.as_view(), name="units"),
    path("units/<str:code>/", structure.UnitDetail.as_view(), name="unit"),
    path("units/<str:code>/catalogue/", structure.UnitTree.as_view(), name="unit-catalogue"),
    path("preview/", preview.DraftDetail.as_view(), name="draft"),
    path("items/", items.ItemList.as_view(), name="items"),
    path("items/by-index-number/", items.ItemByIndexNumber.as_view(), name="item-by-index-number"),
    path("items/<number:item_id>/", items.ItemDetail.as_view(), name="item"),
    path("items/<number:item_id>/history/", items.ItemHistory.as_view(), name="item-history"),
    path("items/<number:item_id>/history/<number:version>/", items.ItemVersion.as_view(), name="item-version"),
]
