"""Addresses of the staff's figures and of the import, under Wagtail's admin."""

from django.urls import path

from feedback_forms.nps_import.views import (
    ImportRemoval,
    ImportReport,
    ImportShown,
    ImportUpload,
)

from .staff import StaffFigures

app_name = "figures"
urlpatterns = [
    path("", StaffFigures.as_view(), name="staff"),
    path("tuonti/", ImportUpload.as_view(), name="upload"),
    path("tuonti/<int:pk>/", ImportShown.as_view(), name="import"),
    path("tuonti/<int:pk>/poista/", ImportRemoval.as_view(), name="removal"),
    path("tuonti/<int:pk>/hylatyt/", ImportReport.as_view(), name="report"),
]
