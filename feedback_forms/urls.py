"""The short address of feedback: it stands on posters, and stays whatever editors call the page."""

from django.urls import path, re_path

from .short_address import short_address

urlpatterns = [
    path("palaute/", short_address, name="feedback_short"),
    re_path(
        r"^palaute/(?P<below>[\w\-]+(?:/[\w\-]+)*)/?$",
        short_address,
        name="feedback_short_below",
    ),
]
