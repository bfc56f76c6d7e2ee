"""The page on which initiatives and suggestions are made, supported and followed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage


class InitiativesPage(RoutablePageMixin, BasePage):  # type: ignore[misc]
    template = "initiatives/list.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of initiatives")
        verbose_name_plural = _("pages of initiatives")

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        from initiatives.public.views import initiative_list

        return initiative_list(request, self)

    @path("syote.atom/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The list for readers of feeds."""
        from initiatives.public.views import feed

        return feed(request, self)

    # Making one --------------------------------------------------------------

    @path("aloita/", name="triage")
    def triage(self, request: HttpRequest) -> HttpResponse:
        """The right channel first."""
        from initiatives.making.views import triage

        return triage(request, self)

    @path("aloita/oma-asia/", name="personal_matter")
    def personal_matter(self, request: HttpRequest) -> HttpResponse:
        """Where somebody's own care, service or decision is helped with."""
        from initiatives.making.views import personal_matter

        return personal_matter(request, self)

    @path("tee/", name="begin")
    def begin(self, request: HttpRequest) -> HttpResponse:
        """What making an initiative takes, and the button that opens a draft."""
        from initiatives.making.views import begin

        return begin(request, self)

    @path("tee/<uuid:draft>/<str:token>/<slug:step>/", name="draft")
    def draft(
        self, request: HttpRequest, draft: Any, token: str, step: str
    ) -> HttpResponse:
        """One question page of a draft, or its check-answers page."""
        from initiatives.making.views import question

        return question(request, self, draft, token, step)

    @path("ehdota/", name="suggest")
    def suggest(self, request: HttpRequest) -> HttpResponse:
        """The form of a suggestion."""
        from initiatives.suggestions.views import suggest

        return suggest(request, self)

    # One of them; its address begins with its reference ---------------------------

    @path("<slug:slug>/", name="initiative")
    def initiative(self, request: HttpRequest, slug: str) -> HttpResponse:
        from initiatives.public.views import initiative

        return initiative(request, self, slug)

    @path("<slug:slug>/syote.atom/", name="initiative_feed")
    def initiative_feed(self, request: HttpRequest, slug: str) -> HttpResponse:
        from initiatives.public.views import initiative_feed

        return initiative_feed(request, self, slug)

    @path("<slug:slug>/jaa/", name="share")
    def share(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Link, QR code and the code of the embedded card."""
        from initiatives.public.views import share

        return share(request, self, slug)

    @path("<slug:slug>/qr.svg/", name="qr")
    def qr(self, request: HttpRequest, slug: str) -> HttpResponse:
        from initiatives.public.views import qr

        return qr(request, self, slug)

    @path("<slug:slug>/kortti/", name="card")
    def card(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The card that others put on their pages."""
        from initiatives.public.views import card

        return card(request, self, slug)

    @path("<slug:slug>/kuva.png/", name="share_picture")
    def picture_of_one(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What stands for it where its address is shared."""
        from initiatives.public.views import share_picture

        return share_picture(request, self, slug)

    @path("<slug:slug>/liitteet/<int:pk>/", name="attachment")
    def attachment(self, request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
        """A file of the initiators', once the initiative is public."""
        from initiatives.public.views import attachment

        return attachment(request, self, slug, pk)

    @path("<slug:slug>/kannata/", name="support")
    def support(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The form of support, or the one tap of a suggestion."""
        from initiatives.supporting.views import support

        return support(request, self, slug)

    @path("<slug:slug>/kannattajat/", name="supporters")
    def supporters(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Those who let their names be shown."""
        from initiatives.supporting.views import supporters

        return supporters(request, self, slug)

    @path("<slug:slug>/allekirjoitukset.pdf/", name="sheet")
    def sheet(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The signature sheet to be printed."""
        from initiatives.supporting.paper.sheet import sheet

        return sheet(request, self, slug)

    @path("<slug:slug>/aloite.pdf/", name="whole")
    def whole(self, request: HttpRequest, slug: str) -> HttpResponse:
        """All of it on paper: for the archive and the council."""
        from initiatives.printing.views import whole

        return whole(request, self, slug)

    @path("<slug:slug>/seuraa/", name="follow")
    def follow(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Be told of each step by mail."""
        from initiatives.following.views import follow

        return follow(request, self, slug)

    @path("<slug:slug>/kommentit/", name="comments")
    def comments(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Comments, where the county has them on."""
        from initiatives.comments.views import comments

        return comments(request, self, slug)

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        from initiatives.public import structured_data

        return structured_data.of(self, request, context)
