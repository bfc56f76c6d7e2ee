"""Reactions to Wagtail's own signals."""

from typing import Any

from wagtail.models import Revision
from wagtail.signals import page_unpublished

from .models import StoryPage


def translations_unpublished(instance: StoryPage, **kwargs: Any) -> None:
    """A consent that is withdrawn holds for the story in every language.

    The story that was told first leads; a translation may be taken down by itself.
    """
    family = StoryPage.objects.filter(translation_key=instance.translation_key)
    if instance.pk != family.order_by("pk").values_list("pk", flat=True).first():
        return
    translations = family.exclude(pk=instance.pk)
    for translation in translations.filter(live=True):
        translation.unpublish()
    # Nor may one that waits for its day come out by the clock.
    ids = [str(pk) for pk in translations.values_list("pk", flat=True)]
    scheduled = Revision.page_revisions.filter(object_id__in=ids)
    scheduled.update(approved_go_live_at=None)


def register() -> None:
    page_unpublished.connect(
        translations_unpublished,
        sender=StoryPage,
        dispatch_uid="translations-of-a-story",
    )
