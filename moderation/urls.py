"""Receipts: outside the language prefixes, since the message has a language of its own."""

from django.urls import path

from . import views

app_name = "receipts"
urlpatterns = [
    path("<str:reference>/<str:token>/", views.receipt, name="receipt"),
    path("<str:reference>/<str:token>/korjaa/", views.correct, name="correct"),
    path("<str:reference>/<str:token>/peru/", views.withdraw, name="withdraw"),
]
