"""What is saved, published, moved or deleted is found, or found no more, soon after."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from search import registry
from search.tasks import refresh_pages_below_task, refresh_task


def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if not kwargs.get("raw") and registry.source_of(sender):
        refresh_task.enqueue(sender._meta.label, instance.pk)


def moved(instance: Page, **kwargs: Any) -> None:
    """The addresses of all pages below are others now."""
    refresh_pages_below_task.enqueue(instance.path)


def restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    refresh_pages_below_task.enqueue(instance.page.path)


def register() -> None:
    # Apps register their sources after this: each signal asks whether there is one.
    for signal in (post_save, post_delete):
        signal.connect(changed, dispatch_uid="search-entry")
        signal.connect(restricted, sender=PageViewRestriction)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(moved)
