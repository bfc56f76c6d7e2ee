"""Addresses of the desk, under Wagtail's admin."""

from django.urls import path

from .views import (
    DeskAssign,
    DeskContact,
    DeskItem,
    DeskList,
    DeskMany,
    DeskNote,
    DeskOriginal,
    DeskPresence,
    DeskRedact,
    DeskRestorePassage,
    DeskSaved,
    DeskSavedDelete,
    DeskSavedView,
    DeskUndo,
)

app_name = "desk"
urlpatterns = [
    path("", DeskList.as_view(), name="list"),
    path("tulokset/", DeskList.as_view(results_only=True), name="results"),
    path("monta/", DeskMany.as_view(), name="many"),
    path("nakymat/", DeskSaved.as_view(), name="saved"),
    path("nakymat/<int:pk>/", DeskSavedView.as_view(), name="saved_view"),
    path("nakymat/<int:pk>/poista/", DeskSavedDelete.as_view(), name="saved_delete"),
    path("<slug:reference>/", DeskItem.as_view(), name="item"),
    path("<slug:reference>/yhteystiedot/", DeskContact.as_view(), name="contact"),
    path("<slug:reference>/kasittelija/", DeskAssign.as_view(), name="assign"),
    path("<slug:reference>/peita/", DeskRedact.as_view(), name="redact"),
    path("<slug:reference>/alkuperainen/", DeskOriginal.as_view(), name="original"),
    path("<slug:reference>/palauta/", DeskRestorePassage.as_view(), name="unredact"),
    path("<slug:reference>/kumoa/", DeskUndo.as_view(), name="undo"),
    path("<slug:reference>/muistiinpano/", DeskNote.as_view(), name="note"),
    path(
        "<slug:reference>/katselijat/<int:session_id>/",
        DeskPresence.as_view(),
        name="presence",
    ),
]
