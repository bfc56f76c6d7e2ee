"""What every page of the site shares."""

from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.routing import any_view_restrictions


class BasePageQuerySet(PageQuerySet):  # type: ignore[misc]
    def public(self) -> Self:
        """What anybody may read: published, and in no private part of the tree.

        Wagtail's own `public()` knows of privacy only; ours is the one gate of
        every public list, feed, sitemap, search and count.
        """
        pages = self.filter(live=True)
        return pages.exclude(self.private_q()) if any_view_restrictions() else pages

    def for_serving(self) -> Self:
        """With all that the page's own template reads, in one query."""
        return self.select_related("picture")


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

    def check_ready(self) -> None:
        """What a published page of this kind must hold beyond its required fields.

        Raises ValidationError; a draft may lack it.
        """

    # The class of the page's <body>, where the look of a whole kind of page differs.
    body_class = ""

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["route"] = getattr(request, "route", None)
        return context
