"""Lists that one can subscribe to."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

if TYPE_CHECKING:
    from core.calendars import Agenda
    from core.feeds import Channel

# Files know the models; the models find them when they are asked.


class FeedMixin(RoutablePageMixin):  # type: ignore[misc]
    """A page whose news are read at `syote.atom` below its address."""

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        """What is new, narrowed as the request's address narrows the list."""
        raise NotImplementedError

    @path("syote.atom/", name="feed")
    @method_decorator(require_safe)
    def feed(self, request: HttpRequest) -> HttpResponse:
        from core.feeds import serve_feed

        return serve_feed(request, self.news(request, timezone.now()))


class CalendarMixin(RoutablePageMixin):  # type: ignore[misc]
    """A page whose dates are read at `kalenteri.ics` below its address."""

    def dates(self, request: HttpRequest, now: datetime) -> "Agenda":
        """What is when, narrowed as the request's address narrows the list."""
        raise NotImplementedError

    @path("kalenteri.ics/", name="calendar")
    @method_decorator(require_safe)
    def calendar(self, request: HttpRequest) -> HttpResponse:
        from core.calendars import serve_calendar

        return serve_calendar(request, self.dates(request, timezone.now()))
