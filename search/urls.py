from django.urls import path

from search import views
from search.addresses import lazy_route

urlpatterns = [
    path(lazy_route(), views.search, name="search"),
    path(lazy_route("otsikot/"), views.titles, name="search_titles"),
]
