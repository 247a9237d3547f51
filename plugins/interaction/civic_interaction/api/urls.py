from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_interaction.api import collections, opinions

urlpatterns = [
    path("collections/", collections.CollectionList.as_view()),
    path("collections/<number:collection_id>/", collections.CollectionDetail.as_view()),
    path("collections/<number:collection_id>/versions/<number:number>/", collections.VersionDetail.as_view()),
    path(
        "collections/<number:collection_id>/versions/<number:old>/compare/<number:new>/",
        collections.VersionComparison.as_view(),
    ),
    path("collections/<number:collection_id>/opinions/", opinions.OpinionList.as_view()),
    path("collections/<number:collection_id>/results/", collections.ResultsView.as_view()),
    path("collections/<number:collection_id>/followers/", opinions.FollowCollection.as_view()),
    path("collections/followers/confirm/", opinions.ConfirmFollowing.as_view()),
    path("collections/followers/stop/", opinions.StopFollowing.as_view()),
    path("opinions/open/", opinions.OwnOpinion.as_view()),
]
