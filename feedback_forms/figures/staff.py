"""The staff's page of figures: up to today, narrowed to a place or a channel."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.listing import page_of
from core.models import Municipality, ServiceArea, ServiceUnit
from feedback_forms.enums import AnswerChannel
from feedback_forms.permissions import can_import, can_view_figures
from moderation.desk.views import forbidden
from moderation.services import log_export

from .files import FORMS, serve
from .periods import until_now, years
from .summary import summarise
from .views import FORM, MEASURES, TABLE, UNITS_PER_PAGE, shown
from .words import all_tables

TITLE = _("Feedback in figures")
ADDRESS = reverse_lazy("figures:staff")
MORE = (
    "channels",
    "faces",
    "answer-times",
    "helped",
    "better",
    "kinds",
    "topics",
    "message-channels",
)


class FilterForm(forms.Form):
    """What the figures are of; what cannot be understood is as if it were not chosen."""

    vuosi = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    tapa = forms.ChoiceField(
        label=_("Measurement"),
        choices=[(slug, measure.label) for slug, measure in MEASURES.items()],
        required=False,
    )
    alue = forms.TypedChoiceField(label=_("Service area"), coerce=int, required=False)
    kunta = forms.TypedChoiceField(label=_("Municipality"), coerce=int, required=False)
    yksikko = forms.TypedChoiceField(label=_("Unit"), coerce=int, required=False)
    kanava = forms.ChoiceField(
        label=_("Way"),
        choices=[
            ("", pgettext_lazy("ways of answering", "All")),
            *AnswerChannel.choices,
        ],
        required=False,
    )

    def __init__(self, data: Any, found: list[int]) -> None:
        super().__init__(data, auto_id="figures-%s")
        self.found = found
        fields: dict[str, Any] = self.fields
        fields["vuosi"].choices = [(year, str(year)) for year in found]
        for name, register, words in (
            ("alue", ServiceArea, pgettext_lazy("service areas", "All")),
            ("kunta", Municipality, pgettext_lazy("municipalities", "All")),
            ("yksikko", ServiceUnit, pgettext_lazy("units", "All")),
        ):
            entries = register.all_cached().values()
            fields[name].choices = [
                ("", words),
                *((entry.pk, entry.name) for entry in entries),
            ]
        self.is_valid()

    @property
    def year(self) -> int:
        return int(self.cleaned_data.get("vuosi") or self.found[0])

    @property
    def measure(self) -> str:
        return self.cleaned_data.get("tapa") or next(iter(MEASURES))

    @property
    def chosen(self) -> dict[str, Any]:
        sides = {
            "area": "alue",
            "municipality": "kunta",
            "unit": "yksikko",
            "channel": "kanava",
        }
        return {
            side: self.cleaned_data[name]
            for side, name in sides.items()
            if self.cleaned_data.get(name)
        }

    @property
    def query(self) -> str:
        values = {"vuosi": self.year, "tapa": self.measure}
        names = ("alue", "kunta", "yksikko", "kanava")
        values |= {
            name: self.cleaned_data[name]
            for name in names
            if self.cleaned_data.get(name)
        }
        return urlencode(values)


class StaffFigures(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    template_name = "feedback_forms/admin/figures.html"
    page_title = TITLE
    header_icon = "table"
    http_method_names = ["get", "head", "options"]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_view_figures(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        form, key = request.GET.get(FORM, ""), request.GET.get(TABLE, "")
        if form in FORMS and key in self.tables:
            table = self.tables[key]
            log_export(user=request.user, what=f"figures {key}", number=len(table.rows))
            return serve(table, form, f"{key}-{self.asked.year}")
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    @cached_property
    def asked(self) -> FilterForm:
        return FilterForm(self.request.GET, years(timezone.localdate()))

    @cached_property
    def summary(self) -> Any:
        period = until_now(self.asked.year, timezone.localdate())
        return summarise(period, MEASURES[self.asked.measure], self.asked.chosen)

    @cached_property
    def tables(self) -> dict[str, Any]:
        return all_tables(self.summary)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = self.tables["units"]
        paging = page_of(
            self.request, len(units.rows), UNITS_PER_PAGE, self.asked.query
        )
        return {
            **super().get_context_data(**kwargs),
            **shown(self.summary, self.tables),
            "form": self.asked,
            "units": replace(units, rows=units.rows[paging.start : paging.end]),
            "paging": paging,
            "download": f"?{self.asked.query}",
            "narrowed": bool(self.asked.chosen),
            # Another table that a later part brings is shown by adding its key.
            "more_tables": [self.tables[key] for key in MORE],
            "may_import": can_import(self.request.user),
        }


class FiguresMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        return can_view_figures(request.user)
