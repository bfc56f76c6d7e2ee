"""The registry's screens: its list, one initiative, and what is done with it."""

from typing import Any

from django.forms import CharField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import html_language
from core.listing import page_of
from initiatives.desk import attachments
from initiatives.enums import EventKind, Stage
from initiatives.models import Initiative
from initiatives.permissions import can_handle
from initiatives.public import finding
from initiatives.services import take_step, tell_news
from moderation.desk.reading import log_reading
from moderation.desk.views import forbidden
from moderation.models import Submission
from moderation.permissions import can_view, visible_to
from moderation.services import NotAllowedNow

from . import worklist
from .forms import ActForm, first_values
from .panel import HandlingPanel, facts
from .preview import preview, readers
from .steps import Act, acts

TITLE = gettext_lazy("Initiatives")
PER_PAGE = 25


class HandlingMixin:
    """For those who may handle initiatives; anybody else gets a 403 in words."""

    request: HttpRequest

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_handle(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class Screen(HandlingMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    page_title = TITLE
    header_icon = "form"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("handling:list"), "label": TITLE}
        return [*self.breadcrumbs_items, here, *self.below()]

    def below(self) -> list[dict[str, Any]]:
        return []


class WorkList(Screen):
    template_name = "initiatives/admin/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = worklist.Asked(self.request)
        counts = worklist.counts(asked.now)
        slug = asked.view.slug
        total = asked.rows.order_by().count() if asked.narrowed else counts[slug]
        paging = page_of(self.request, total, PER_PAGE, asked.query())
        shown = asked.rows[paging.start : paging.end]
        return {
            **context,
            "views": [
                {"view": view, "count": counts[view.slug], "now": view == asked.view}
                for view in worklist.VIEWS
            ],
            "asked": asked,
            "summary": summary(asked, total, counts),
            "rows": worklist.rows(shown, asked.now),
            "paging": paging,
        }


def summary(asked: worklist.Asked, total: int, counts: dict[str, int]) -> str:
    """The first line: what waits, or how many were found."""
    if asked.narrowed:
        return ngettext(
            "%(count)s initiative found", "%(count)s initiatives found", total
        ) % {"count": total}
    waiting = ngettext(
        "%(count)s waits to be registered.",
        "%(count)s wait to be registered.",
        counts["register"],
    ) % {"count": counts["register"]}
    late = ngettext("%(count)s is late.", "%(count)s are late.", counts["late"]) % {
        "count": counts["late"]
    }
    return f"{waiting} {late}"


class ItemScreen(Screen):
    """One published initiative or suggestion."""

    @cached_property
    def initiative(self) -> Initiative:
        found: Initiative = get_object_or_404(
            worklist.published().select_related("handling_body", "wished_body"),
            reference=self.kwargs["reference"].upper(),
        )
        return found

    def get_page_title(self) -> str:
        return self.initiative.reference

    def below(self) -> list[dict[str, Any]]:
        address = reverse("handling:item", args=[self.initiative.reference])
        return [{"url": address, "label": self.initiative.reference}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "initiative": self.initiative,
            "lang": html_language(self.initiative.language),
        }


class Item(ItemScreen):
    """Its text, where it is, what has happened, and what can be done."""

    template_name = "initiatives/admin/item.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log_reading(self.initiative, request.user)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        initiative = self.initiative
        desk_link = self.desk_link()
        files = attachments(initiative) if desk_link else []
        return {
            **context,
            "panel": HandlingPanel(initiative),
            "facts": [*facts(initiative), *files],
            "public_path": self.public_path(),
            "events": initiative.events.select_related("author", "document"),
            "desk_link": desk_link,
        }

    def public_path(self) -> str:
        """What everybody reads; none while the approval can still be undone."""
        there = self.initiative.is_public and finding.page_of()
        return finding.own_path(self.initiative) if there else ""

    def desk_link(self) -> str:
        """Its page on the desk, for those who see it there."""
        user = self.request.user
        seen = Submission.objects.filter(visible_to(user), pk=self.initiative.pk)
        if not (can_view(user) and seen.exists()):
            return ""
        return reverse("desk:item", args=[self.initiative.reference])


class ActScreen(ItemScreen):
    """A step of the table or a piece of news: fill in, look at the mail, send."""

    template_name = "initiatives/admin/act.html"
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def acts(self) -> dict[str, Act]:
        return acts(self.initiative)

    @property
    def name(self) -> str:
        name: str = self.kwargs["act"]
        return name

    def below(self) -> list[dict[str, Any]]:
        act = self.acts.get(self.name)
        return [*super().below(), {"url": "", "label": act.label if act else ""}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.name not in self.acts:
            messages.warning(request, _("That is not possible at this stage."))
            return self.to_item()
        initial = first_values(self.initiative, self.name)
        return self.render(self.form(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.name not in self.acts or self.is_old():
            return self.conflict()
        form = self.form(request.POST, initial=first_values(self.initiative, self.name))
        if not form.is_valid():
            return self.render(form, status=422)
        if request.POST.get("act") != "send":
            mail = preview(self.initiative, self.name, form)
            return self.render(form, mail=mail)
        told = readers(self.initiative, self.name)
        try:
            self.carry_out(form)
        except NotAllowedNow:
            return self.conflict()
        messages.success(
            request,
            _("Done. The mails are on their way.")
            if told
            else _("Done. Nobody is written to."),
        )
        return self.to_item()

    def is_old(self) -> bool:
        return self.request.POST.get("version") != str(self.initiative.version)

    def carry_out(self, form: ActForm) -> None:
        common: dict[str, Any] = {
            "initiative": self.initiative,
            "user": self.request.user,
            "version": form.cleaned_data["version"],
            "told": form.told(),
        }
        if self.name in EventKind.values:
            tell_news(kind=EventKind(self.name), **common, **form.changes())
        else:
            take_step(target=Stage(self.name), **common, **form.columns())

    def form(self, data: Any = None, **kwargs: Any) -> ActForm:
        return ActForm(
            data, act=self.acts[self.name], initiative=self.initiative, **kwargs
        )

    def conflict(self) -> HttpResponse:
        """Somebody was first: what was typed is kept, to be sent again or copied."""
        for name in ("initiative", "acts"):
            self.__dict__.pop(name, None)
        data = self.request.POST.copy()
        data["version"] = str(self.initiative.version)
        if self.name in self.acts:
            return self.render(self.form(data), status=409, conflict=True)
        context = self.get_context_data(kept=_typed(data), conflict=True)
        return self.render_to_response(context, status=409)

    def render(self, form: ActForm, status: int = 200, **context: Any) -> HttpResponse:
        """Errors are shown unless somebody else was first."""
        shown = form.is_bound and not context.get("conflict")
        found = self.get_context_data(
            form=form,
            act=self.acts[self.name],
            readers=readers(self.initiative, self.name),
            errors=_errors(form) if shown else [],
            **context,
        )
        return self.render_to_response(found, status=status)

    def to_item(self) -> HttpResponse:
        return redirect("handling:item", self.initiative.reference)

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """What was typed is not lost where the initiative was withdrawn meanwhile."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            kept = _typed(request.POST)
            if not kept:
                raise
            context = {"page_title": TITLE, "header_icon": "form", "kept": kept}
            return TemplateResponse(
                request, "initiatives/admin/gone.html", context, status=404
            )


def _typed(data: Any) -> list[tuple[str, str]]:
    """What was typed, with the labels of its fields."""
    return [
        (str(field.label), data[name])
        for name, field in ActForm.base_fields.items()
        if isinstance(field, CharField) and data.get(name, "").strip()
    ]


def _errors(form: ActForm) -> list[dict[str, str]]:
    return [
        {"text": error, "href": f"#{field.auto_id}"}
        for field in form.shown()
        for error in field.errors
    ]
