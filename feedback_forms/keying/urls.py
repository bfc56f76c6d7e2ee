"""Addresses of keying in, under Wagtail's admin."""

from django.urls import path

from .views import Keyed, KeyIn, Slip

app_name = "keying"
urlpatterns = [
    path("", KeyIn.as_view(), name="form"),
    path("<slug:reference>/", Keyed.as_view(), name="done"),
    path("<slug:reference>/lappu/", Slip.as_view(), name="slip"),
]
