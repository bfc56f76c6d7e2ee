"""The screen where staff choose what to print, and the PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.printing import can_print
from moderation.desk.views import forbidden

from .addresses import has_page
from .documents import print_units
from .forms import PrintForm
from .products import PrintLanguage, Product

# So many are made within the time that a web process has for one answer.
PER_FILE = 25
TITLE = gettext_lazy("Posters and cards")


def may_print(user: Any) -> bool:
    """Whoever sees the register of units."""
    return any(
        user.has_perm(f"core.{action}_serviceunit")
        for action in ("view", "add", "change")
    )


class PrintMixin:
    """The form as the address has it, for those who may print."""

    request: HttpRequest
    http_method_names = ["get", "head", "options"]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not may_print(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def form(self) -> PrintForm:
        """Filled in with what is asked, and for the rest with what is usual."""
        usual = {"product": Product.POSTER, "language": PrintLanguage.FI}
        data = self.request.GET.copy()
        for name, value in usual.items():
            data.setdefault(name, value)
        for name in data:
            values = [str(value).replace("\x00", "") for value in data.getlist(name)]
            # One field of many; what an empty choice of it was is none.
            data.setlist(name, [each for each in values if each or name != "unit"])
        return PrintForm(data)


class PrintScreen(PrintMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Choose; see for how many units it is; download."""

    template_name = "feedback_forms/admin/prints.html"
    page_title = TITLE
    header_icon = "doc-full"
    status = 200

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("core_serviceunit_modeladmin_index"),
                "label": _("Service units"),
            },
            {"url": "", "label": TITLE},
        ]

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        kwargs.setdefault("status", self.status)
        response: HttpResponse = super().render_to_response(context, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form()
        names: list[str] = []
        if form.is_valid():
            names = list(form.units().values_list("name_fi", flat=True))
            form.offer()
        asked = form.cleaned_data.get("language") if form.is_valid() else ""
        published = has_page(PrintLanguage(asked or PrintLanguage.FI).codes[0])
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "names": names,
            "first_names": names[:5],
            "files": self.files(len(names)) if published and can_print() else [],
            "can_print": can_print(),
            "published": published,
        }

    def files(self, count: int) -> list[dict[str, Any]]:
        """Each file of so many units: from which to which, and where it is."""
        query = self.request.GET.copy()
        found = []
        for number, start in enumerate(range(0, count, PER_FILE), start=1):
            query["part"] = str(number)
            found.append(
                {
                    "first": start + 1,
                    "last": min(start + PER_FILE, count),
                    "url": f"{reverse('prints:pdf')}?{query.urlencode()}",
                }
            )
        return found


class PrintFile(PrintScreen):
    """The PDF; where it cannot be made, the screen says why."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        part = request.GET.get("part", "1")
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 1
        start = max(number - 1, 0) * PER_FILE
        units = list(form.units()[start : start + PER_FILE]) if form.is_valid() else []
        context = self.get_context_data(**kwargs)
        if not units or not context["files"]:
            self.status = 422 if context["can_print"] else 503
            return self.render_to_response(context)
        product = Product(form.cleaned_data["product"])
        language = PrintLanguage(form.cleaned_data["language"])
        made = print_units(
            units,
            product=product,
            language=language,
            bleed=form.cleaned_data["bleed"],
        )
        name = units[0].slug if len(units) == 1 else f"osa-{number}"
        return HttpResponse(
            made,
            content_type="application/pdf",
            headers={
                "Content-Disposition": (
                    f'attachment; filename="{product}-{language}-{name}.pdf"'
                )
            },
        )
