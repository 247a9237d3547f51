from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_interaction.api import (
    channels,
    collections,
    letters,
    opinions,
    questions,
    statistics,
    topics,
    tracking,
    uploads,
)

urlpatterns = [
    path("channels/", channels.ChannelList.as_view()),
    path("channels/<slug:code>/", channels.ChannelDetail.as_view()),
    path("uploads/", uploads.UploadList.as_view()),
    path("letters/", letters.LetterList.as_view()),
    path("letters/proof/", channels.ProofOffer.as_view()),
    path("letters/proof/picture/", channels.PictureOffer.as_view()),
    path("letters/open/", tracking.LetterTracking.as_view()),
    path("letters/supplement/", tracking.LetterSupplement.as_view()),
    path("letters/rate/", tracking.LetterRating.as_view()),
    path("letters/reopen/", tracking.LetterReopening.as_view()),
    path("letters/withdraw/", tracking.LetterWithdrawal.as_view()),
    path("letters/statistics/", statistics.LetterStatistics.as_view()),
    path("letters/<number:letter_id>/", letters.LetterDetail.as_view()),
    path("letters/<number:letter_id>/history/", letters.LetterHistory.as_view()),
    path("hot-topics/", topics.TopicList.as_view()),
    path("hot-topics/<number:topic_id>/", topics.TopicDetail.as_view()),
    path("common-questions/", questions.QuestionList.as_view()),
    path("common-questions/<number:question_id>/", questions.QuestionDetail.as_view()),
    path("common-questions/<number:question_id>/usefulness/", questions.QuestionJudgement.as_view()),
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
