"""What is saved, published, moved or deleted is found, or found no more, soon after."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, SpecificMixin
from wagtail.signals import page_slug_changed, post_page_move

from core.signal_handlers import OF_DRAFTS
from search import registry
from search.tasks import (
    refresh_pages_below_task,
    refresh_soon,
    refresh_source_task,
    soon,
)


def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    update_fields = kwargs.get("update_fields")
    of_a_draft = update_fields is not None and OF_DRAFTS.issuperset(update_fields)
    if kwargs.get("raw") or of_a_draft:
        return
    if not any(issubclass(source.model, sender) for source in registry.sources()):
        return
    model = model_of(instance)
    source = registry.source_of(model)
    if source and not (kwargs.get("created") and source.is_born_private):
        refresh_soon(model, instance.pk)


def model_of(instance: Model) -> type[Model]:
    """The model of the object itself, where it was saved as what it is a kind of."""
    content_type_id = getattr(instance, "content_type_id", None)
    if not isinstance(instance, SpecificMixin) or content_type_id is None:
        return type(instance)
    specific = ContentType.objects.get_for_id(content_type_id).model_class()
    return specific or type(instance)


def moved(instance: Page, **kwargs: Any) -> None:
    """The addresses of all pages below are others now."""
    soon(refresh_pages_below_task, instance.path)
    for source in registry.sources():
        if source.read_on and source.read_on is instance.specific_class:
            soon(refresh_source_task, source.model._meta.label)


def restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    soon(refresh_pages_below_task, instance.page.path)


def register() -> None:
    # Apps register their sources after this: each signal asks whether there is one.
    for signal in (post_save, post_delete):
        signal.connect(changed, dispatch_uid="search-entry")
        signal.connect(restricted, sender=PageViewRestriction)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(moved)
