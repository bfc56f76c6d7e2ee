"""Links in the mails of drafts, below `/aloite/luonnos/`."""

from django.urls import path

from .private_views import confirm_draft, continue_draft

urlpatterns = [
    path("jatka/<uuid:key>/<str:token>/", continue_draft, name="continue_draft"),
    path("vahvista/<uuid:key>/<str:token>/", confirm_draft, name="confirm_draft"),
]
