"""What every page of the site shares."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.caching import cached
from core.languages import OtherLanguage
from core.routing import any_view_restrictions
from core.sites import GROUP, locale_of

if TYPE_CHECKING:
    from core.models.media import SiteImage


class BasePageQuerySet(PageQuerySet):  # type: ignore[misc]
    def public(self) -> Self:
        """What anybody may read: published, and in no private part of the tree.

        Wagtail's own `public()` knows of privacy only; ours is the one gate of
        every public list, feed, sitemap, search and count.
        """
        pages = self.filter(live=True)
        return pages.exclude(self.private_q()) if any_view_restrictions() else pages

    def offered_in(self, locale: Locale) -> Self:
        """What a reader of the language is offered: pages in it, and Finnish ones that
        have no public version in it."""
        theirs = Q(locale_id=locale.pk)
        if locale.language_code == settings.LANGUAGE_CODE:
            return self.filter(theirs)
        originals = Q(locale__language_code=settings.LANGUAGE_CODE)
        return self.filter(theirs | (originals & untranslated(locale)))

    def offered_below(self, page: Page) -> Self:
        """What is offered to a reader of the page: below it, and below its Finnish original
        what has no public version in the page's language."""
        offered = Q(path__startswith=page.path, depth__gt=page.depth)
        original = original_path(page)
        if original:
            finnish = Q(path__startswith=original, depth__gt=page.depth)
            offered |= finnish & untranslated(locale_of(page))
        return self.filter(offered)

    def for_serving(self) -> Self:
        """With all that the page's own template reads, in one query."""
        return self.select_related("picture")


def untranslated(locale: Locale) -> Q:
    """Without a version in the language that anybody may read."""
    versions = BasePageQuerySet(Page).public().filter(locale_id=locale.pk)
    # Made once and looked up; as a NOT EXISTS beside an OR it would run for each page.
    return ~Q(translation_key__in=versions.values("translation_key"))


def original_path(page: Page) -> str:
    """The tree path of the Finnish version of a page in another language, if there is one."""
    if locale_of(page).language_code == settings.LANGUAGE_CODE:
        return ""

    def find() -> str:
        originals = Page.objects.filter(
            translation_key=page.translation_key,
            locale__language_code=settings.LANGUAGE_CODE,
        )
        return originals.values_list("path", flat=True).first() or ""

    return cached(GROUP, f"original:{page.translation_key}", find)


class BasePage(Page):  # type: ignore[misc]
    """A page with an introduction and perhaps a picture."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences. They stand under the title and in lists."),
    )
    picture = models.ForeignKey(
        "core.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    # How a list in another language marks it (`core.languages.other_language`).
    other_language: OtherLanguage | None = None

    def check_ready(self) -> None:
        """What a published page of this kind must hold beyond its required fields.

        Raises ValidationError; a draft may lack it.
        """

    # Lists that the page shows below its own address, for the map of the site: `("kaikki/",)`.
    lists_below: ClassVar[tuple[str, ...]] = ()

    # The class of the page's <body>, where the look of a whole kind of page differs.
    body_class = ""

    # What the page is to Open Graph.
    share_type = "website"

    def share_picture(self) -> "SiteImage | None":
        """What stands for the page where its address is shared."""
        return self.picture

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """What the page says to machines (core/structured_data.py), without a query:
        `context` is what its template shows."""
        return []

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from core import share

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["route"] = getattr(request, "route", None)
        # Worked out when it is shown: the page's own context fetches its renditions.
        context["share_picture"] = SimpleLazyObject(
            lambda: share.share_picture(self, request)
        )
        return context
