"""The list of messages."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.spreadsheets import FILES
from moderation import permissions
from moderation.absences import stood_in_for
from moderation.desk import bulk, queue
from moderation.desk.paging import CountedPaginator
from moderation.models import SavedView

from .base import TITLE, DeskMixin, Queue
from .export import as_file

PER_PAGE = 25


class DeskList(DeskMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    template_name = "moderation/admin/list.html"
    results_template_name = "moderation/admin/list_results.html"
    page_title = TITLE
    header_icon = "mail"
    results_only = False

    def get_template_names(self) -> list[str]:
        return [self.results_template_name if self.results_only else self.template_name]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """The screen, or what it lists as a file."""
        kind = request.GET.get("export", "")
        # Not for HEAD, which takes nothing and would be logged.
        if kind in FILES and request.method == "GET":
            return as_file(request, kind)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = Queue(self.request)
        view_counts = queue.counts(self.request, asked.now)
        if asked.view.ended and not asked.narrowed:
            totals = {"all": view_counts[asked.view.slug]}
        else:
            totals = queue.totals(asked.messages.order_by(), asked.view, asked.now)
        page = page_of(asked, totals["all"], PER_PAGE, self.request.GET.get("p"))
        rows = queue.rows(page.object_list, self.request.user, asked.now)
        states = {row.submission.state for row in rows}
        rights = bulk.rights_of(self.request.user)
        saved = saved_views(asked)
        is_new = asked.filtered and not any(each["now"] for each in saved)
        address = asked.address(p="")
        return {
            **context,
            "queue": asked,
            "summary": summary(asked, totals, view_counts),
            "views": [
                {
                    "view": view,
                    "count": view_counts[view.slug],
                    "now": view == asked.view,
                }
                for view in queue.VIEWS
            ],
            "deputies_of": stood_in_for(self.request.user, asked.now),
            "groups": grouped(rows, totals, asked),
            "totals": totals,
            "page_obj": page,
            "address": address,
            "query": address.lstrip("?"),
            "oldest_address": asked.address(p="", order="oldest"),
            "urgent_address": asked.address(p="", order="") or "?",
            "next_address": asked.address(
                p=page.next_page_number() if page.has_next() else ""
            ),
            "previous_address": asked.address(
                p=page.previous_page_number() if page.has_previous() else ""
            ),
            "takable": rights.get(bulk.Act.ASSIGN, set()),
            "acts": bulk.acts_for(rights, states),
            "can_redact": permissions.can_redact(self.request.user),
            "most": bulk.MOST,
            "can_export": permissions.can_export(self.request.user),
            "can_export_texts": permissions.can_export_texts(self.request.user),
            "saved_views": saved,
            "saveable": asked.saveable if is_new else "",
            "search_form": SearchForm(
                self.request.GET if "q" in self.request.GET else None,
                placeholder=_("Search by reference or words"),
            ),
            "filters": asked.filters,
            # The same once more, for those without script: Wagtail's needs it.
            "plain_filters": asked.filters.get_form_class()(
                self.request.GET, auto_id="plain-%s"
            ),
            "media": asked.filters.form.media,
            # Without a query: the header's form brings its own, the view among them.
            "index_results_url": reverse("desk:results"),
        }


def page_of(asked: Queue, total: int, per_page: int, number: str | None) -> Any:
    """The page of the list that the address asks for; the nearest when there is none."""
    return CountedPaginator(asked.messages, per_page, total).get_page(number)


def saved_views(asked: Queue) -> list[dict[str, Any]]:
    """One's own and those that others share, in one query."""
    found = SavedView.objects.seen_by(asked.user).select_related("user")
    return [
        {
            "view": view,
            "owner": "" if view.user_id == asked.user.pk else queue.person(view.user),
            "now": bool(view.query) and view.query == asked.saveable,
        }
        for view in found
    ]


def summary(asked: Queue, totals: dict[str, int], view_counts: dict[str, int]) -> str:
    """The first line: what the morning looks like."""
    if asked.narrowed:
        return ngettext(
            "%(count)s message found", "%(count)s messages found", totals["all"]
        ) % {"count": totals["all"]}
    if asked.view.slug != "waiting":
        return str(asked.view.label)
    count = view_counts["waiting"]
    waiting = ngettext(
        "%(count)s message waits.", "%(count)s messages wait.", count
    ) % {"count": count}
    late = ngettext("%(count)s is late,", "%(count)s are late,", totals["late"]) % {
        "count": totals["late"]
    }
    today = ngettext(
        "%(count)s is due today.", "%(count)s are due today.", totals["today"]
    ) % {"count": totals["today"]}
    return f"{waiting} {late} {today}"


def grouped(
    rows: list[queue.Row], totals: dict[str, int], asked: Queue
) -> list[dict[str, Any]]:
    """The rows of the page under the headings of their due dates; no query."""
    if asked.view.ended or asked.order == "oldest":
        return (
            [{"key": "", "label": "", "total": totals["all"], "rows": rows}]
            if rows
            else []
        )
    return [
        {"key": key, "label": label, "total": totals[key], "rows": found}
        for key, label in queue.GROUPS.items()
        if (found := [row for row in rows if row.group == key])
    ]
