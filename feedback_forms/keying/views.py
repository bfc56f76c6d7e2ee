"""The screens: key in, hand over the slip, key in the next one."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.printing import CannotPrint, can_print
from feedback_forms.models import Feedback
from moderation import checks, permissions
from moderation.desk.views import TITLE as DESK
from moderation.desk.views import forbidden
from moderation.enums import Action
from moderation.models import AuditEvent
from moderation.references import code, in_groups
from moderation.slips import by_code_address, make_slip

from .forms import KEPT, KeyingForm
from .services import key_in

TITLE = _("Key in feedback")
# The slip opens the message as its sender: it is for who keyed it in, and not for long.
SLIP_FOR = timedelta(days=1)


class KeyingMixin:
    """For those who may key in; anybody else gets a 403 in words."""

    request: HttpRequest

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not permissions.can_key_in(request.user):
            return forbidden(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class Screen(KeyingMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    page_title = TITLE
    header_icon = "edit"
    here: Any = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        found = [*self.breadcrumbs_items]
        if permissions.can_view(self.request.user):
            found.append({"url": reverse("desk:list"), "label": DESK})
        found.append({"url": reverse("keying:form"), "label": TITLE})
        return [*found, {"url": "", "label": self.here}] if self.here else found


class KeyIn(Screen):
    template_name = "feedback_forms/admin/key_in.html"
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def units(self) -> set[int] | None:
        return permissions.units_to_key_in(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = {name: request.GET[name] for name in KEPT if name in request.GET}
        form = KeyingForm(units=self.units, now=timezone.now(), initial=kept)
        if kept:
            # The next one of a pile: what is the same is there, and writing can begin.
            form.fields["message"].widget.attrs["autofocus"] = True
        return self.show(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = KeyingForm(request.POST, units=self.units, now=timezone.now())
        if not form.is_valid():
            return self.show(form, status=422)
        receipt = key_in(form=form, user=request.user)
        kept = {name: form.cleaned_data[name] for name in KEPT}
        address = reverse("keying:done", args=[receipt.submission.reference])
        return redirect(f"{address}?{urlencode(kept)}")

    def show(self, form: KeyingForm, *, status: int = 200) -> HttpResponse:
        no_units = self.units is not None and not self.units
        context = self.get_context_data(form=form, no_units=no_units)
        response: HttpResponse = self.render_to_response(context, status=status)
        return response


class KeyedByMe(KeyingMixin):
    """A message that this person keyed in of late; any other does not exist here."""

    kwargs: dict[str, Any]

    @cached_property
    def feedback(self) -> Feedback:
        reference = self.kwargs["reference"]
        keyed = AuditEvent.objects.about(reference).filter(
            action=Action.RECEIVED,
            user=self.request.user,
            at__gt=timezone.now() - SLIP_FOR,
        )
        found = Feedback.objects.filter(reference=reference).first()
        if found is None or not keyed.exists():
            raise Http404
        return found


class Keyed(KeyedByMe, Screen):
    """It is stored: what goes to the sender, what the checks found, and on to the next."""

    template_name = "feedback_forms/admin/keyed.html"
    http_method_names = ["get", "head", "options"]
    status = 200

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback = self.feedback
        kept = {
            name: self.request.GET[name] for name in KEPT if name in self.request.GET
        }
        found = checks.find(feedback.message)
        return {
            **super().get_context_data(**kwargs),
            "feedback": feedback,
            "code": in_groups(code(feedback)),
            "by_code": by_code_address(),
            "findings": [
                (finding.flag.label, finding.reason)
                for finding in {each.flag: each for each in found}.values()
            ],
            "can_print": can_print(),
            "can_view": permissions.can_view(self.request.user),
            "query": f"?{urlencode(kept)}" if kept else "",
        }

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        kwargs.setdefault("status", self.status)
        response: HttpResponse = super().render_to_response(context, **kwargs)
        return response


class Slip(Keyed):
    """The slip as PDF; where it cannot be made, the screen says what to write by hand."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        feedback = self.feedback
        try:
            made = make_slip(feedback)
        except CannotPrint:
            self.status = 503
            return self.render_to_response(self.get_context_data(**kwargs))
        return HttpResponse(
            made,
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{feedback.reference}.pdf"',
                "Cache-Control": "no-store",
            },
        )
