"""Addresses of what is printed, under Wagtail's admin."""

from django.urls import path

from .views import PrintFile, PrintScreen

app_name = "prints"
urlpatterns = [
    path("", PrintScreen.as_view(), name="screen"),
    path("pdf/", PrintFile.as_view(), name="pdf"),
]
