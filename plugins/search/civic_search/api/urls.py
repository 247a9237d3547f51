from django.urls import path

from civic_search.api import public

app_name = "search"
urlpatterns = [
    path("search/", public.SearchView.as_view(), name="search"),
    path("search/clicks/", public.ClickView.as_view(), name="clicks"),
    path("suggest/", public.SuggestView.as_view(), name="suggest"),
]
