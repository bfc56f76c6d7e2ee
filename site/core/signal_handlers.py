"""Reactions to Wagtail's own signals: what is cached about the tree becomes stale."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from core import sites
from core.caching import raise_version
from core.models import CountySettings, SiteImage
from core.routing import RESTRICTIONS

MENU = "menu"
MEDIA = "media"
# Counts and lists of pages.
PAGES = "pages"
HOME_DEPTH = 2
# What Wagtail notes on the page itself when a draft is saved; no visitor sees it.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


def sites_changed(**kwargs: Any) -> None:
    Site.clear_site_root_paths_cache()
    # Always in this order: two transactions that wait for each other's row never end.
    raise_version(PAGES)
    raise_version(MENU)
    raise_version(sites.GROUP)


def restrictions_changed(**kwargs: Any) -> None:
    raise_version(PAGES)
    raise_version(MENU)
    raise_version(RESTRICTIONS)


def pages_changed(**kwargs: Any) -> None:
    raise_version(PAGES)
    raise_version(MENU)
    # It may be a home page, whose path every address begins with.
    raise_version(sites.GROUP)


def media_changed(**kwargs: Any) -> None:
    """A picture's focal point or description stands on every page that shows it."""
    raise_version(MEDIA)


def page_saved(instance: Page, update_fields: Any = None, **kwargs: Any) -> None:
    """A home page in a new language counts from its first draft on; lists change with
    any page that is saved, but not with each draft that an editor's window keeps."""
    if instance.depth == HOME_DEPTH:
        pages_changed()
    elif update_fields is None or not OF_DRAFTS.issuperset(update_fields):
        raise_version(PAGES)


def picture_changed(instance: SiteImage, **kwargs: Any) -> None:
    """Another file, or none: the addresses of the county's logo are kept."""
    if CountySettings.current().logo_id == instance.pk:
        raise_version(CountySettings.cache_group)


def register() -> None:
    post_save.connect(picture_changed, sender=SiteImage)
    post_delete.connect(picture_changed, sender=SiteImage)
    for sender in (Site, Locale):
        post_save.connect(sites_changed, sender=sender)
        post_delete.connect(sites_changed, sender=sender)
    for sender in (PageViewRestriction, CollectionViewRestriction, Collection):
        post_save.connect(restrictions_changed, sender=sender)
        post_delete.connect(restrictions_changed, sender=sender)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(pages_changed, dispatch_uid=f"menu-{id(signal)}")
    post_delete.connect(pages_changed, sender=Page)
    for media in (get_image_model(), get_document_model()):
        post_save.connect(media_changed, sender=media)
        post_delete.connect(media_changed, sender=media)
    for model in get_page_models():
        post_save.connect(
            page_saved, sender=model, dispatch_uid=f"home-{model._meta.label}"
        )
