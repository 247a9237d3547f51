from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_interaction.api import channels, letters, statistics, tracking, uploads

urlpatterns = [
    path("channels/", channels.ChannelList.as_view()),
    path("channels/<slug:code>/", channels.ChannelDetail.as_view()),
    path("uploads/", uploads.UploadList.as_view()),
    path("letters/", letters.LetterList.as_view()),
    path("letters/proof/", channels.ProofOffer.as_view()),
    path("letters/open/", tracking.LetterTracking.as_view()),
    path("letters/supplement/", tracking.LetterSupplement.as_view()),
    path("letters/rate/", tracking.LetterRating.as_view()),
    path("letters/reopen/", tracking.LetterReopening.as_view()),
    path("letters/withdraw/", tracking.LetterWithdrawal.as_view()),
    path("letters/statistics/", statistics.LetterStatistics.as_view()),
    path("letters/<number:letter_id>/", letters.LetterDetail.as_view()),
    path("letters/<number:letter_id>/history/", letters.LetterHistory.as_view()),
]
