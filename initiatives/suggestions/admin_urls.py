"""Addresses of joining, under Wagtail's admin."""

from django.urls import path

from .merge_views import Join, Start

app_name = "merging"
urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("<slug:reference>/", Join.as_view(), name="join"),
]
