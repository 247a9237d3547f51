"""Pages of the office that need no sign-in. The site includes them where it likes."""

from django.urls import path

from civic_office.viewsets.accounts import AccountRequestReceivedView, AccountRequestView

app_name = "civic_office"
urlpatterns = [
    path("account-request/", AccountRequestView.as_view(), name="account_request"),
    path("account-request/received/", AccountRequestReceivedView.as_view(), name="account_request_received"),
]
