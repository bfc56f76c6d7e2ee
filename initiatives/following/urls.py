from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:key>/<str:token>/", views.confirm_follow, name="confirm_follow"),
    path("<uuid:key>/<str:token>/lopeta/", views.leave, name="leave"),
]
