"""Addresses of support on paper, under Wagtail's admin."""

from django.urls import path

from .views import BatchList, BatchScreen, PaperList, RowScreen

app_name = "paper"
urlpatterns = [
    path("", PaperList.as_view(), name="list"),
    path("<slug:reference>/", BatchList.as_view(), name="batches"),
    path("<slug:reference>/<int:number>/", BatchScreen.as_view(), name="batch"),
    path(
        "<slug:reference>/<int:number>/rivi/<int:pk>/",
        RowScreen.as_view(),
        name="row",
    ),
]
