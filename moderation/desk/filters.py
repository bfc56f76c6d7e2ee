"""What the list of messages is narrowed by."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from core.models import ServiceArea, ServiceUnit
from moderation.enums import Channel, Flag, SubmissionState
from moderation.models import Submission

from .kinds import kinds

NO_FLAGS = "none"
AGES = [
    ("today", _("today")),
    ("week", _("in the last 7 days")),
    ("over-week", _("more than a week ago")),
    ("over-month", _("more than a month ago")),
]


def _unit_choices() -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in ServiceUnit.all_cached().values()]


def _kind_choices() -> list[tuple[int, str]]:
    types = ContentType.objects.get_for_models(*kinds()).items()
    return [(each.pk, capfirst(str(model._meta.verbose_name))) for model, each in types]


def _area_choices() -> list[tuple[int, str]]:
    return [(area.pk, area.name) for area in ServiceArea.all_cached().values()]


class DeskFilterSet(WagtailFilterSet):  # type: ignore[misc]
    type = django_filters.ChoiceFilter(
        label=_("Kind of message"),
        field_name="content_type_id",
        choices=_kind_choices,
        empty_label=_("All"),
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=SubmissionState,
        widget=forms.CheckboxSelectMultiple,
        method="filter_state",
    )
    age = django_filters.ChoiceFilter(
        label=_("Received"), choices=AGES, method="filter_age", empty_label=_("All")
    )
    unit = django_filters.ChoiceFilter(
        label=_("Unit"),
        field_name="unit_id",
        choices=_unit_choices,
        empty_label=_("All"),
    )
    service_area = django_filters.ChoiceFilter(
        label=_("Service area"),
        field_name="service_area_id",
        choices=_area_choices,
        empty_label=_("All"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel, empty_label=_("All")
    )
    flag = django_filters.ChoiceFilter(
        label=pgettext_lazy("of the checks", "Finding"),
        choices=[*Flag.choices, (NO_FLAGS, _("No findings"))],
        method="filter_flag",
        empty_label=_("All"),
    )

    class Meta:
        model = Submission
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(kinds()) < 2:
            del self.filters["type"]
        for kind in kinds().values():
            for name, kind_filter in kind.filters().items():
                kind_filter.parent, kind_filter.model = self, Submission
                self.filters[name] = kind_filter

    def filter_state(
        self, queryset: QuerySet[Submission], name: str, value: list[str]
    ) -> QuerySet[Submission]:
        if not value:
            return queryset
        # The view has its own condition on the state, and by that its index; a second one
        # on the plain column would have SQLite take another, and read every row.
        its_state = queryset.alias(its_state=Coalesce("state", Value("")))
        return its_state.filter(its_state__in=value)

    def filter_age(
        self, queryset: QuerySet[Submission], name: str, value: str
    ) -> QuerySet[Submission]:
        now = timezone.localtime()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return queryset.filter(
            **{
                "today": {"received_at__gte": midnight},
                "week": {"received_at__gte": now - timedelta(days=7)},
                "over-week": {"received_at__lt": now - timedelta(days=7)},
                "over-month": {"received_at__lt": now - timedelta(days=30)},
            }[value]
        )

    def filter_flag(
        self, queryset: QuerySet[Submission], name: str, value: str
    ) -> QuerySet[Submission]:
        if value == NO_FLAGS:
            return queryset.filter(flags=[])
        # SQLite has no `contains` for JSON; the text of the list serves both databases.
        text = queryset.annotate(flags_text=Cast("flags", TextField()))
        return text.filter(flags_text__contains=f'"{value}"')
