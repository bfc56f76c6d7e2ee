"""Filters that a person keeps under a name. Rights are checked by the views."""

from typing import Any

from django.db import IntegrityError, transaction

from moderation.models import SavedView

MOST = 20


class TooMany(Exception):
    """This person has MOST views already."""


class NameTaken(Exception):
    """This person has another view of the name."""


@transaction.atomic
def save_view(*, user: Any, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep the filters; under a name that the person has already, in place of the old ones.

    Raises TooMany.
    """
    own = SavedView.objects.filter(user=user)
    if own.exclude(name=name).count() >= MOST:
        raise TooMany
    view, _new = SavedView.objects.update_or_create(
        user=user, name=name, defaults={"query": query, "shared": shared}
    )
    return view


@transaction.atomic
def change_view(*, view: SavedView, name: str, shared: bool) -> None:
    """Another name, or shown to others or no more. Raises NameTaken."""
    view.name, view.shared = name, shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "shared"])
    except IntegrityError as error:
        raise NameTaken from error


@transaction.atomic
def delete_view(*, view: SavedView) -> None:
    view.delete()
