"""The page on which feedback is given, and published feedback is read."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage


class FeedbackPage(RoutablePageMixin, BasePage):  # type: ignore[misc]
    template = "feedback_forms/feedback_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    lists_below = ("julkaistut/", "vaikutus/", "luvut/")

    class Meta:
        verbose_name = _("feedback page")
        verbose_name_plural = _("feedback pages")

    @path("")
    def form(self, request: HttpRequest) -> HttpResponse:
        from feedback_forms.views import give_feedback

        return give_feedback(request, self)

    @path("julkaistut/", name="published")
    def published(self, request: HttpRequest) -> HttpResponse:
        """Questions and replies that their senders let us publish."""
        from feedback_forms.public_views import published_feedback

        return published_feedback(request, self)

    @path("julkaistut/syote.atom/", name="published_feed")
    def published_feed(self, request: HttpRequest) -> HttpResponse:
        """The same for readers of feeds."""
        from feedback_forms.public_views import published_feed

        return published_feed(request, self)

    @path("luvut/", name="figures")
    def figures(self, request: HttpRequest) -> HttpResponse:
        """Feedback in figures: closed months only, nothing of fewer than five."""
        from feedback_forms.figures.views import figures_page

        return figures_page(request, self)

    @path("luvut/lataa/", name="figures_file")
    def figures_file(self, request: HttpRequest) -> HttpResponseBase:
        """A table of them as CSV or XLSX."""
        from feedback_forms.figures.views import figures_file

        return figures_file(request, self)

    @path("vaikutus/", name="changes")
    def changes(self, request: HttpRequest) -> HttpResponse:
        """What we changed because of feedback."""
        from feedback_forms.public_views import change_list

        return change_list(request, self)

    @path("vaikutus/syote.atom/", name="changes_feed")
    def changes_feed(self, request: HttpRequest) -> HttpResponse:
        """The same for readers of feeds."""
        from feedback_forms.public_views import change_feed

        return change_feed(request, self)

    @path("saavutettavuus/", name="accessibility")
    def accessibility(self, request: HttpRequest) -> HttpResponse:
        """What keeps somebody from using the site."""
        from feedback_forms.unit_views import accessibility

        return accessibility(request, self)

    @path("paikat/", name="places")
    def places(self, request: HttpRequest) -> HttpResponse:
        """The units that feedback can be given on."""
        from feedback_forms.unit_views import places

        return places(request, self)

    # Those of one unit come last: its name in addresses stands on posters.

    @path("<slug:unit>/", name="quick")
    def quick(self, request: HttpRequest, unit: str) -> HttpResponse:
        from feedback_forms.unit_views import quick

        return quick(request, self, unit)

    @path("<slug:unit>/laaja/", name="in_depth")
    def in_depth(self, request: HttpRequest, unit: str) -> HttpResponse:
        from feedback_forms.unit_views import in_depth

        return in_depth(request, self, unit)

    @path("<slug:unit>/kuvat/", name="pictures")
    def pictures(self, request: HttpRequest, unit: str) -> HttpResponse:
        """Three faces, for children and others who read little."""
        from feedback_forms.tap_views import PICTURES, screen

        return screen(PICTURES, kiosk=False)(request, self, unit)

    @path("<slug:unit>/kioski/", name="kiosk")
    def kiosk(self, request: HttpRequest, unit: str) -> HttpResponse:
        """Numbers on a tablet in the lobby."""
        from feedback_forms.tap_views import NUMBERS, screen

        return screen(NUMBERS, kiosk=True)(request, self, unit)

    @path("<slug:unit>/kuvat/kioski/", name="picture_kiosk")
    def picture_kiosk(self, request: HttpRequest, unit: str) -> HttpResponse:
        """Faces on a tablet in the lobby."""
        from feedback_forms.tap_views import PICTURES, screen

        return screen(PICTURES, kiosk=True)(request, self, unit)

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        from feedback_forms import structured_data

        if "feedback" not in context:
            # The form.
            return []
        return [structured_data.published(self, request, context["feedback"])]
