from django.urls import URLPattern, path

from . import link_views

urlpatterns: list[URLPattern] = [
    path("<uuid:key>/<str:token>/", link_views.confirm, name="confirm_support"),
    path("<uuid:key>/<str:token>/peru/", link_views.withdraw, name="withdraw_support"),
]
