"""One row of an open batch, corrected or taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from initiatives.models import Support
from initiatives.supporting.paper import rules, services
from initiatives.supporting.paper.forms import CorrectionForm, error_list
from moderation.services.base import NotAllowedNow

from .base import OfBatch


class RowScreen(OfBatch):
    template_name = "initiatives/admin/paper/row.html"
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def support(self) -> Support:
        found = self.batch.supports.filter(pk=self.kwargs["pk"]).first()
        # Names are shown to be corrected; a batch that is closed has its own screen.
        if found is None or not self.batch.is_open:
            raise Http404
        found.batch = self.batch
        return found  # type: ignore[no-any-return]

    @cached_property
    def number(self) -> int:
        return self.batch.supports.filter(pk__lte=self.support.pk).count()

    def way(self) -> list[tuple[str, Any]]:
        return [*super().way(), ("", _("Row %(number)s") % {"number": self.number})]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CorrectionForm(request.POST, support=self.support, number=self.number)
        words = {"number": self.number}
        change: dict[str, Any] = {
            "row": self.support,
            "user": request.user,
            "version": self.version(),
        }
        try:
            if request.POST.get("act") == "remove":
                services.remove_row(**change)
                messages.success(request, _("Row %(number)s was removed.") % words)
                return redirect(self.address)
            if not form.is_valid() or form.row is None:
                return self.show(form=form, errors=error_list(form), status=422)
            name, place = form.row
            services.change_row(name=name, municipality=place, **change)
        except NotAllowedNow:
            return self.show(form=form, changed=True, status=409)
        messages.success(request, _("Row %(number)s was corrected.") % words)
        return redirect(self.address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        support = self.support
        if kwargs.get("changed"):
            # What is shown below is what was typed; the next try is on the batch of now.
            self.__dict__.pop("batch", None)
            context["batch"] = self.batch
        context.setdefault("form", CorrectionForm(support=support, number=self.number))
        return {
            **context,
            "number": self.number,
            "may_check": rules.can_check(
                self.request.user, rules.keyers_of(self.batch)
            ),
        }
