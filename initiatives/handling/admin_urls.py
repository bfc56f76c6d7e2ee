"""Addresses of the registry, under Wagtail's admin."""

from django.urls import path

from .council_views import CouncilFile, CouncilList
from .views import ActScreen, Item, WorkList

app_name = "handling"
urlpatterns = [
    path("", WorkList.as_view(), name="list"),
    path("valtuustolle/", CouncilList.as_view(), name="council"),
    path("valtuustolle/luettelo/", CouncilFile.as_view(), name="council_file"),
    path("<slug:reference>/", Item.as_view(), name="item"),
    path("<slug:reference>/<slug:act>/", ActScreen.as_view(), name="act"),
]
