"""What the screens of the desk share: the right to see them, and the list one came from."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation import permissions
from moderation.desk import queue
from moderation.desk.filters import DeskFilterSet
from moderation.desk.undoing import last_decisions

TITLE = gettext_lazy("Messages from residents")
LONGEST_VALUE = 100
# What does not belong to the list itself: a choice on a message, ticks, a file,
# Wagtail's own.
OF_OTHER_PAGES = (
    *("decision", "act", "m", "which"),
    *("export", "texts"),
    "_w_filter_fragment",
)


def forbidden(request: HttpRequest) -> HttpResponse:
    """403 in words; Wagtail itself would redirect to its start page."""
    return TemplateResponse(
        request,
        "moderation/admin/forbidden.html",
        {"page_title": _("No right to this"), "header_icon": "lock"},
        status=403,
    )


class DeskMixin:
    """Whoever may read messages; anybody else gets a 403 in words."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not permissions.can_view(request.user):
            return forbidden(request)
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except PermissionDenied:
            return forbidden(request)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["undoable"] = last_decisions(
            self.request.user, timezone.now(), self.kwargs.get("reference", "")
        )
        return context


class Queue:
    """The list as the address asks for it: view, filters, search, order."""

    def __init__(self, request: HttpRequest, query: QueryDict | None = None) -> None:
        self.user = request.user
        self.now = timezone.now()
        self.query: QueryDict = request.GET if query is None else query
        self.view = queue.BY_SLUG.get(self.query.get("view", ""), queue.VIEWS[0])
        self.order = self.query.get("order", "")
        self.words = self.query.get("q", "").replace("\x00", "").strip()
        self.filters = DeskFilterSet(
            self.query, queryset=queue.messages(request.user), request=request
        )

    @cached_property
    def messages(self) -> Any:
        found = queue.in_view(self.view, self.user, self.now)
        # Also when one is not understood: a saved view may name a unit that is gone, and
        # without its other filters it would be the whole list.
        if self.filtered:
            found = self.filters.filter_queryset(found)
        if self.words:
            found = queue.search(found, self.words)
        return queue.in_order(found, self.view, self.order)

    @property
    def filtered(self) -> bool:
        return any(self.cleaned.values())

    @property
    def unknown(self) -> list[str]:
        """The names of the filters whose value is not understood, and which are left out."""
        form = self.filters.form
        return [str(form.fields[name].label) for name in form.errors]

    @property
    def cleaned(self) -> dict[str, Any]:
        self.filters.is_valid()
        cleaned: dict[str, Any] = self.filters.form.cleaned_data
        return cleaned

    @property
    def narrowed(self) -> bool:
        return bool(self.words) or self.filtered

    @property
    def saveable(self) -> str:
        """View, order and filters as an address has them, always in the same order; never
        the words that were looked for, which may be somebody's name."""
        names = ["view", "order", *sorted(self.filters.filters)]
        pairs = [
            (name, value)
            for name in names
            for value in sorted(self.query.getlist(name))
            if value and len(value) <= LONGEST_VALUE
        ]
        return urlencode(pairs)

    @property
    def kept(self) -> list[tuple[str, list[str]]]:
        """What a form takes along to be at this list again, and on this page of it."""
        return [
            (name, values)
            for name, values in self.query.lists()
            if name not in OF_OTHER_PAGES
        ]

    def address(self, **changes: Any) -> str:
        """The query string of this list, with changes; empty values leave it."""
        query = self.query.copy()
        for name in (*OF_OTHER_PAGES, *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else ""
