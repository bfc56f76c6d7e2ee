"""The log as the data protection officer reads it."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from moderation import audit_export, permissions, services
from moderation.audit_export import Words
from moderation.desk.queue import person
from moderation.desk.views import forbidden
from moderation.models import AuditEvent
from moderation.viewsets import ReadOnlyViewSet

# So many references of one event are shown in a list; a file has them all.
MOST_SHOWN = 5


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
        kind = request.GET["export"]
        # Without the event of this export itself, whose file it is.
        last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        events = self.get_queryset().filter(pk__lte=last or 0)
        services.log_export(
            user=request.user, what=f"log-{kind}", number=events.count()
        )
        return audit_export.response(kind, events)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = Words()
        for event in context["object_list"]:
            moment = timezone.localtime(event.at)
            event.when = date_format(moment, "SHORT_DATETIME_FORMAT")
            event.who = words.who(event.user_id, event.action)
            event.references = short_list(references(event))
            event.detail_words = words.detail(event.action, event.detail)
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
