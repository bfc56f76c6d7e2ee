"""The log as the data protection officer reads it: on a screen, and as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from core.spreadsheets import as_text
from moderation import permissions, services
from moderation.desk.queue import person
from moderation.desk.views import forbidden
from moderation.enums import Action, ReadingReason
from moderation.models import AuditEvent
from moderation.rules import Rule
from moderation.viewsets import ReadOnlyViewSet

# So many references of one event are shown in a list; a file has them all.
MOST_SHOWN = 5
CHUNK = 2000


@dataclass(frozen=True)
class Row:
    """An event in words; of one that was done to many, one for each of them."""

    at: datetime
    who: str
    what: str
    reference: str
    detail: str


class Words:
    """Names and codes in words, in the language of the moment: two queries in all."""

    def __init__(self) -> None:
        users = get_user_model()._default_manager.all()
        self.people = {user.pk: person(user) for user in users}
        self.actions = {action.value: str(action.label) for action in Action}
        self.nobody = _("Automatic or the sender")
        self.details: dict[tuple[str, str], str] = {
            **{(Action.REJECTED, rule.value): str(rule.label) for rule in Rule},
            **{
                (Action.ORIGINAL_READ, reason.value): str(reason.label)
                for reason in ReadingReason
            },
            (Action.ERASED, "original"): _("The original of a redacted text"),
        }

    def who(self, event: AuditEvent) -> str:
        return self.people.get(event.user_id or 0, self.nobody)

    def what(self, event: AuditEvent) -> str:
        return self.actions.get(event.action, event.action)

    def detail(self, event: AuditEvent) -> str:
        if event.action == Action.ASSIGNED and event.detail.isdecimal():
            return self.people.get(int(event.detail), event.detail)
        known = self.details.get((event.action, event.detail))
        return str(known or event.detail)

    def rows(self, events: Iterable[AuditEvent]) -> Iterator[Row]:
        """Events whose items have been prefetched, as rows."""
        for event in events:
            for reference in references(event) or [""]:
                yield Row(
                    at=local(event.at),
                    who=self.who(event),
                    what=self.what(event),
                    reference=reference,
                    detail=self.detail(event),
                )


def local(at: datetime) -> datetime:
    """To the second, in our time, as spreadsheets take it."""
    return timezone.make_naive(at).replace(microsecond=0)


def references(event: AuditEvent) -> list[str]:
    items = [item.reference for item in event.items.all()]
    return [event.reference, *items] if event.reference else items


def short_list(found: list[str]) -> str:
    more = len(found) - MOST_SHOWN
    shown = ", ".join(found[:MOST_SHOWN])
    if more <= 0:
        return shown
    words = ngettext(
        "%(shown)s and %(count)s more", "%(shown)s and %(count)s more", more
    )
    return words % {"shown": shown, "count": more}


def staff() -> list[tuple[int, str]]:
    users = get_user_model()._default_manager.order_by("last_name", "first_name", "pk")
    return [(user.pk, person(user)) for user in users]


class AuditEventFilterSet(WagtailFilterSet):  # type: ignore[misc]
    user = django_filters.ChoiceFilter(
        label=gettext_lazy("Who"), field_name="user_id", choices=staff
    )
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Time"), widget=DateRangePickerWidget
    )
    reference = django_filters.CharFilter(
        label=gettext_lazy("Reference"), method="filter_reference"
    )

    class Meta:
        model = AuditEvent
        fields = ["user", "action", "reference", "at"]

    def filter_reference(self, events: Any, name: str, value: str) -> Any:
        return events.mentioning(value.replace("\x00", "").strip())


class AuditEventIndexView(IndexView):  # type: ignore[misc]
    any_permission_required = ["view"]
    export_filename = "tapahtumaloki"
    list_export = ["at", "who", "what", "reference", "detail"]
    # A name or a code that looks like a formula is text in a spreadsheet.
    custom_field_preprocess = {
        name: {"csv": as_text} for name in ("who", "what", "reference", "detail")
    }

    @property
    def show_export_buttons(self) -> bool:
        return permissions.can_export_audit(self.request.user)

    def get_base_queryset(self) -> QuerySet[AuditEvent]:
        return super().get_base_queryset().prefetch_related("items")  # type: ignore[no-any-return]

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        return queryset.mentioning(self.search_query.replace("\x00", "").strip())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.export(request)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """What the screen lists, as a file; that somebody took it is logged before it goes."""
        if not permissions.can_export_audit(request.user):
            return forbidden(request)
        events = self.get_queryset()
        kind = request.GET["export"]
        # Without the event of this export itself, whose file it is.
        last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        events = events.filter(pk__lte=last or 0)
        services.log_export(
            user=request.user, what=f"log-{kind}", number=events.count()
        )
        # Words now: a stream is made after the language of the request has gone.
        self.export_headings = {
            "at": _("Time"),
            "who": _("Who"),
            "what": _("What"),
            "reference": _("Reference"),
            "detail": _("Detail"),
        }
        rows = Words().rows(events.iterator(chunk_size=CHUNK))
        response: HttpResponseBase = self.as_spreadsheet(rows, kind)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = Words()
        for event in context["object_list"]:
            moment = timezone.localtime(event.at)
            event.when = date_format(moment, "SHORT_DATETIME_FORMAT")
            event.who = words.who(event)
            event.references = short_list(references(event))
            event.detail_words = words.detail(event)
        return context


class AuditEventViewSet(ReadOnlyViewSet):
    model = AuditEvent
    menu_hook = "register_reports_menu_item"
    url_prefix = "tapahtumaloki"
    menu_label = gettext_lazy("Log of messages")
    icon = "history"
    index_view_class = AuditEventIndexView
    filterset_class = AuditEventFilterSet
    search_fields = ["reference"]
    list_display = [
        Column("when", label=gettext_lazy("Time"), sort_key="at"),
        Column("who", label=gettext_lazy("Who")),
        Column("get_action_display", label=gettext_lazy("What")),
        Column("references", label=gettext_lazy("Reference")),
        Column("detail_words", label=gettext_lazy("Detail")),
    ]
