"""The initiatives that sheets come for, and the batches of one of them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import html_language
from core.listing import page_of
from initiatives.enums import Kind
from initiatives.mails import public_url
from initiatives.models import Initiative
from initiatives.supporting.paper import rules, services
from initiatives.supporting.paper.forms import BatchForm, error_list
from moderation.desk.queue import person
from moderation.services.base import NotAllowedNow

from .base import OfInitiative, Screen

PER_PAGE = 25
LONGEST_WORDS = 100
OPEN = Q(batches__closed_at=None, batches__checked_at=None, batches__isnull=False)
WAITS = Q(batches__closed_at__isnull=False, batches__checked_at=None)
# Which initiatives each view of the list shows; the first one is where one begins.
VIEWS: dict[str, tuple[Any, Q]] = {
    "takes": (gettext_lazy("Sheets can come"), Q(stage__in=rules.TAKES_SHEETS)),
    "check": (gettext_lazy("Something to check"), Q(waits__gt=0)),
    "open": (gettext_lazy("Keying in unfinished"), Q(unfinished__gt=0)),
    "with": (gettext_lazy("All with sheets"), Q(in_all__gt=0)),
}


def with_batches() -> QuerySet[Initiative]:
    """Public initiatives that collect or have collected support, with their batches in
    numbers."""
    rows: QuerySet[Initiative] = Initiative.objects.public().filter(
        kind=Kind.INITIATIVE, collects=True
    )
    return rows.annotate(
        in_all=Count("batches"),
        unfinished=Count("batches", filter=OPEN),
        waits=Count("batches", filter=WAITS),
    )


class PaperList(Screen):
    template_name = "initiatives/admin/paper/list.html"
    http_method_names = ["get", "head", "options"]

    @cached_property
    def view(self) -> str:
        given = self.request.GET.get("view", "")
        return given if given in VIEWS else next(iter(VIEWS))

    @cached_property
    def words(self) -> str:
        given = self.request.GET.get("q", "").replace("\x00", "").strip()
        return given[:LONGEST_WORDS]

    def found(self) -> QuerySet[Initiative]:
        rows = with_batches()
        if self.words:
            rows = rows.filter(
                Q(title__icontains=self.words) | Q(reference__icontains=self.words)
            )
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        counts = found.aggregate(
            **{f"in_{name}": Count("pk", filter=q) for name, (_n, q) in VIEWS.items()}
        )
        given = {"view": self.view, "q": self.words}
        query = urlencode({name: value for name, value in given.items() if value})
        paging = page_of(self.request, counts[f"in_{self.view}"], PER_PAGE, query)
        rows = found.filter(VIEWS[self.view][1]).order_by("collects_until", "pk")
        return {
            **super().get_context_data(**kwargs),
            "views": [
                {
                    "slug": name,
                    "label": label,
                    "count": counts[f"in_{name}"],
                    "now": name == self.view,
                }
                for name, (label, _q) in VIEWS.items()
            ],
            "view_slug": self.view,
            "words": self.words,
            "paging": paging,
            "rows": [
                (row, rules.last_day(row), html_language(row.language))
                for row in rows[paging.start : paging.end]
            ],
        }


class BatchList(OfInitiative):
    """The batches of one initiative; a POST begins a new one."""

    template_name = "initiatives/admin/paper/batches.html"
    http_method_names = ["get", "head", "post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        try:
            batch = services.start_batch(
                initiative=self.initiative,
                received_on=form.cleaned_data["received_on"],
                user=request.user,
            )
        except NotAllowedNow:
            self.__dict__.pop("initiative", None)
            return self.show(form=form, status=409)
        words = {"number": batch.number}
        messages.success(request, _("Batch %(number)s has been begun.") % words)
        return redirect("paper:batch", self.initiative.reference, batch.number)

    def form(self, data: Any = None) -> BatchForm:
        return BatchForm(data, initiative=self.initiative, now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initiative = self.initiative
        form = kwargs.get("form") or self.form()
        sums = initiative.batches.aggregate(
            number=Count("pk"), on_paper=Sum("accepted")
        )
        paging = page_of(self.request, sums["number"], PER_PAGE)
        batches = (
            initiative.batches.select_related("checked_by")
            .prefetch_related("keyers")
            .order_by("-number")
        )
        # Counted for the rows of this page alone.
        batches = batches.annotate(rows=Count("supports", distinct=True))
        shown = list(batches[paging.start : paging.end])
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "errors": error_list(form),
            "takes_sheets": rules.takes_sheets(initiative),
            "takes_checks": rules.takes_checks(initiative),
            "last_day": rules.last_day(initiative),
            "on_paper": sums["on_paper"] or 0,
            "paging": paging,
            "batches": [
                {
                    "batch": batch,
                    "rows": batch.accepted if batch.checked_at else batch.rows,
                    "keyers": ", ".join(map(person, batch.keyers.all())),
                    "checker": person(batch.checked_by) or "–",
                    "mine": self.request.user.pk in rules.keyers_of(batch),
                }
                for batch in shown
            ],
            "public_url": public_url(initiative),
            "per_batch": rules.MOST_ROWS,
        }
