"""Receipts: outside the language prefixes, since the message has a language of its own."""

from django.urls import path, register_converter

from . import code_views, follow_up_views, views


class ReferenceConverter:
    """P-2026-7K3M and the like; nothing else reaches the database."""

    regex = r"[A-Z]-[0-9]{4}-[0-9A-Z]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TokenConverter(ReferenceConverter):
    regex = r"[A-Za-z0-9_-]{20,64}"


register_converter(ReferenceConverter, "reference")
register_converter(TokenConverter, "token")

app_name = "receipts"
urlpatterns = [
    path("", code_views.by_code, name="by_code"),
    path("<reference:reference>/<token:token>/", views.receipt, name="receipt"),
    path("<reference:reference>/<token:token>/korjaa/", views.correct, name="correct"),
    path(
        "<reference:reference>/<token:token>/uusi-tarkistus/",
        views.review,
        name="review",
    ),
    path("<reference:reference>/<token:token>/peru/", views.withdraw, name="withdraw"),
    path(
        "<reference:reference>/<token:token>/auttoiko/",
        follow_up_views.rate,
        name="rate",
    ),
    path(
        "<reference:reference>/<token:token>/parantuiko/",
        follow_up_views.tell_change,
        name="tell_change",
    ),
    path(
        "<reference:reference>/<token:token>/julkaisu/",
        follow_up_views.withdraw_consent,
        name="withdraw_consent",
    ),
]
