"""The list, the page of one message, and the acts on it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from moderation import permissions, services
from moderation.models import Contact, Submission
from moderation.services import workflow

from . import item, queue
from .decisions import DONE, FOUR_EYES, Choice, Decision, carry_out, choices
from .filters import DeskFilterSet
from .forms import DecisionForm, rule_words, with_insertions
from .kinds import kind_of
from .reading import log_contact_reading, log_reading
from .words import due_group, due_words

PER_PAGE = 25
TITLE = gettext_lazy("Messages from residents")


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


class Queue:
    """The list as the address asks for it: view, filters, search, order."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user
        self.now = timezone.now()
        self.query: QueryDict = request.GET
        self.view = queue.BY_SLUG.get(request.GET.get("view", ""), queue.VIEWS[0])
        self.order = request.GET.get("order", "")
        self.words = request.GET.get("q", "").replace("\x00", "").strip()
        self.filters = DeskFilterSet(
            request.GET, queryset=queue.messages(), request=request
        )

    @cached_property
    def messages(self) -> Any:
        found = queue.in_view(self.view, self.user, self.now)
        if self.filters.is_valid():
            found = self.filters.filter_queryset(found)
        if self.words:
            found = queue.search(found, self.words)
        return queue.in_order(found, self.view, self.order)

    @property
    def narrowed(self) -> bool:
        return bool(
            self.words or (self.filters.is_valid() and self.filters.form.has_changed())
        )

    def address(self, **changes: Any) -> str:
        """The query string of this list, with changes; empty values leave it."""
        query = self.query.copy()
        for name in ("decision", "_w_filter_fragment", *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else ""


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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = Queue(self.request)
        totals = queue.totals(asked.messages.order_by(), asked.now)
        page = CountedPaginator(
            asked.messages.select_related("assignee", "page"), PER_PAGE, totals["all"]
        ).get_page(self.request.GET.get("p"))
        rows = queue.rows(page.object_list, self.request.user, asked.now)
        view_counts = queue.counts(self.request.user, asked.now)
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
            "groups": grouped(rows, totals, asked.view),
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
            "can_work": permissions.can_work(self.request.user),
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
            "index_results_url": reverse("desk:results") + asked.address(p="", q=""),
        }


class CountedPaginator(WagtailPaginator):  # type: ignore[misc]
    """The number is known from the totals: no query of its own."""

    def __init__(self, object_list: Any, per_page: int, count: int) -> None:
        super().__init__(object_list, per_page)
        self.count = count


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
    rows: list[queue.Row], totals: dict[str, int], view: queue.View
) -> list[dict[str, Any]]:
    """The rows of the page under the headings of their due dates; no query."""
    if view.ended:
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


class ItemMixin(DeskMixin):
    """One submission, as its own kind."""

    kwargs: dict[str, Any]

    @cached_property
    def submission(self) -> Submission:
        found: Submission = get_object_or_404(
            Submission.objects.select_related("unit", "assignee", "page"),
            reference=self.kwargs["reference"],
        ).specific
        return found


class DeskItem(ItemMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Reading a message, and deciding on it."""

    template_name = "moderation/admin/item.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post", "options"]

    def get_page_title(self) -> str:
        return self.submission.reference

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": TITLE},
            {"url": "", "label": self.submission.reference},
        ]

    @cached_property
    def asked(self) -> Queue:
        return Queue(self.request)

    @cached_property
    def task(self) -> Any:
        state = workflow.task_state(self.submission)
        return state.task if state else None

    @cached_property
    def choices(self) -> list[Choice]:
        return choices(self.submission, self.request.user, self.task)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log_reading(self.submission, request.user)
        chosen = request.GET.get("decision", "")
        initial = {
            "version": self.submission.version,
            "decision": chosen
            if chosen in {choice.value for choice in self.choices}
            else "",
        }
        return self.render(self.form(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        data = with_insertions(request.POST, self.submission.language)
        if "insert_template" in data or "insert_rule" in data:
            return self.render(self.form(data), validate=False)
        if data.get("version") != str(self.submission.version):
            return self.conflict(data)
        known = {choice.value for choice in self.choices}
        if data.get("decision") in Decision.values and data["decision"] not in known:
            return forbidden(request)
        form = self.form(data)
        if not form.is_valid():
            return self.render(form)
        # The next one is asked for first: this one is about to leave the list.
        following = queue.place(self.asked.messages, self.submission).after
        try:
            carry_out(
                form.cleaned_data["decision"],
                submission=self.submission,
                user=request.user,
                version=form.cleaned_data["version"],
                data=form.cleaned_data,
            )
        except services.FourEyes:
            form.add_error("decision", FOUR_EYES)
            return self.render(form)
        except services.NotAllowedNow:
            return self.conflict(data)
        return self.done(form.cleaned_data["decision"], following)

    def form(self, data: Any = None, **kwargs: Any) -> DecisionForm:
        return DecisionForm(
            data, possible=self.choices, language=self.submission.language, **kwargs
        )

    def done(self, decision: Decision, following: str) -> HttpResponse:
        reference = self.submission.reference
        messages.success(self.request, str(DONE[decision]) % {"reference": reference})
        address = self.asked.address()
        if self.request.POST.get("then") == "stay":
            return redirect(reverse("desk:item", args=[reference]) + address)
        if following:
            return redirect(reverse("desk:item", args=[following]) + address)
        return redirect(reverse("desk:list") + address)

    def conflict(self, data: Any) -> HttpResponse:
        """Somebody was first: say who and what, and keep what was typed."""
        for name in ("submission", "task", "choices"):
            self.__dict__.pop(name, None)
        data = data.copy()
        data["version"] = str(self.submission.version)
        if data.get("decision") not in {choice.value for choice in self.choices}:
            data["decision"] = ""
        return self.render(
            self.form(data),
            validate=False,
            conflict=item.last_decision(self.submission),
        )

    def render(
        self, form: DecisionForm, *, validate: bool = True, **context: Any
    ) -> HttpResponse:
        context["show_errors"] = validate and form.is_bound
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        submission = self.submission
        kind = kind_of(submission)
        now = timezone.now()
        due = submission.due_at()
        text = item.parts(submission.text)
        shown = {choice.value for choice in self.choices}
        form: DecisionForm = context["form"]
        return {
            **context,
            "submission": submission,
            "label": kind.label(submission),
            "about": queue.about(submission),
            "lang": queue.html_language(submission.language),
            "language": queue.language_name(submission.language),
            "facts": item.facts(submission, kind.facts(submission)),
            "parts": text,
            "findings": [
                (part.number, part.label, item.finding_help(part.label))
                for part in text
                if part.number
            ],
            "conversation": submission.messages.select_related("author", "unit"),
            "steps": item.steps(submission),
            "events": item.history(submission),
            "due": due_words(due, now),
            "due_group": due_group(due, now),
            "due_at": due,
            "assignee": queue.person(submission.assignee),
            "mine": submission.assignee_id == self.request.user.pk,
            "can_assign": permissions.can_assign(self.request.user, submission),
            "has_contact": Contact.objects.filter(submission=submission).exists(),
            "can_read_contact": permissions.can_read_contact(self.request.user),
            "choices": self.choices,
            "shown": shown,
            "kept": item.kept_texts(form, shown),
            "rules": self.rules() if "reject" in shown else [],
            "place": queue.place(self.asked.messages, submission),
            "view": self.asked.view,
            "address": self.asked.address(),
            "list_address": self.asked.address(p=""),
        }

    def rules(self) -> list[tuple[str, str, str]]:
        """Each rule with its words in the sender's language, for the script to put in place."""
        field = self.form().fields["rule"]
        return [
            (value, str(label), rule_words(value, self.submission.language))
            for value, label in field.choices  # type: ignore[attr-defined]
        ]


class DeskContact(DeskItem):
    """The sender's address, shown once; each reading stands in the log."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_read_contact(request.user):
            return forbidden(request)
        contact = get_object_or_404(Contact, submission=self.submission)
        log_contact_reading(self.submission, request.user)
        form = self.form(initial={"version": self.submission.version})
        response = self.render(form, contact=contact)
        response["Cache-Control"] = "no-store"
        return response


class DeskAssign(ItemMixin, View):
    """Take a message to oneself, or give it back to all."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        submission = self.submission
        if not permissions.can_assign(request.user, submission):
            return forbidden(request)
        give_back = "give_back" in request.POST
        services.assign(
            submission=submission,
            user=request.user,
            assignee=None if give_back else request.user,
        )
        done = (
            _("You gave %(reference)s back to all.")
            if give_back
            else _("You took %(reference)s to yourself.")
        )
        messages.success(request, done % {"reference": submission.reference})
        following = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            following, allowed_hosts={request.get_host()}
        )
        return redirect(
            following if safe else reverse("desk:item", args=[submission.reference])
        )
