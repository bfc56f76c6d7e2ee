from django.urls import path

from . import views

urlpatterns = [
    path("", views.identification, name="identification"),
    path("paluu/", views.callback, name="identification_callback"),
    path("lopeta/", views.end, name="identification_end"),
]
