from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from civic_office.viewsets import calendar_views as views


class CalendarViewSet(ViewSet):
    """The working calendar in the admin: everybody there may look at it, the disclosure section keeps it."""

    name = "working-calendar"
    icon = "calendar-alt"
    menu_label = _("Working calendar")
    menu_name = "working-calendar"
    menu_order = 700

    def get_common_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        return super().get_common_view_kwargs(header_icon=self.icon, viewset=self, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(views.YearsView), name="index"),
            path("add/", self.construct_view(views.AddView), name="add"),
            path("import/", self.construct_view(views.ImportView), name="import"),
            path("import/confirm/", self.construct_view(views.ConfirmImportView), name="confirm"),
            path("<int:year>/", self.construct_view(views.YearView), name="year"),
            path("<int:year>/edit/", self.construct_view(views.EditView), name="edit"),
            path("<int:year>/withdraw/", self.construct_view(views.WithdrawView), name="withdraw"),
        ]
