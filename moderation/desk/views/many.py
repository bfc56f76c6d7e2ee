"""Doing one thing to many messages: first shown, then confirmed."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from moderation.desk import bulk, queue
from moderation.desk.bulk import Act, carry_out_many, rights_of
from moderation.desk.many_forms import ManyForm, item_value, versions_of
from moderation.desk.paging import rows_of
from moderation.enums import SubmissionState

from .base import TITLE, DeskMixin, Queue, forbidden
from .list import PER_PAGE, page_of


class DeskMany(DeskMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    template_name = "moderation/admin/many.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post", "options"]

    def get_page_title(self) -> str:
        return str(TITLES[self.act](len(self.possible)) if self.act else TITLE)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def asked(self) -> Queue:
        return Queue(self.request)

    @cached_property
    def act(self) -> Act | None:
        chosen = self.request.GET.get("act", "")
        return Act(chosen) if chosen in Act.values else None

    @cached_property
    def rights(self) -> dict[Act, set[SubmissionState]]:
        return rights_of(self.request.user)

    @cached_property
    def rows(self) -> list[queue.Row]:
        return queue.rows(self.chosen(), self.request.user, self.asked.now)

    @cached_property
    def possible(self) -> list[Any]:
        """Those of the messages whose state and kind allow it; the others are left as they
        are."""
        return [each for each in self.in_state if each.pk not in self.refused]

    @cached_property
    def in_state(self) -> list[Any]:
        states = self.rights.get(self.act, set()) if self.act else set()
        chosen = [row.submission for row in self.rows]
        return [each for each in chosen if each.state in states]

    @cached_property
    def refused(self) -> dict[int, Any]:
        """Why some of them have to wait, by id."""
        return dict(bulk.refusals(self.act, self.in_state)) if self.act else {}

    def chosen(self) -> list[Any]:
        """The messages as they are now: those that were posted, ticked, on the page, or
        all that match; at most MOST."""
        seen = queue.messages(self.request.user)
        which = self.request.GET.getlist("which")
        if self.request.method == "POST":
            references = list(versions_of(self.request.POST.getlist("item")))
        elif "all" in which:
            keys = self.asked.messages.values_list("pk", flat=True)
            return rows_of(list(keys[: bulk.MOST]))
        elif "page" in which:
            total = self.asked.messages.order_by().count()
            page = page_of(self.asked, total, PER_PAGE, self.request.GET.get("p"))
            return list(page.object_list)
        else:
            ticked = self.request.GET.getlist("m")
            references = [each for each in ticked if queue.REFERENCE.fullmatch(each)]
        references = references[: bulk.MOST]
        found = seen.filter(reference__in=references)
        by_reference = {
            each.reference: each for each in found.select_related("assignee", "page")
        }
        return [by_reference[each] for each in references if each in by_reference]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.act is None or not self.rows:
            messages.warning(request, _("Choose first the messages, then what to do."))
            return redirect(self.list_address())
        if self.act not in self.rights:
            return forbidden(request)
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.act is None:
            return redirect(self.list_address())
        if self.act not in self.rights:
            return forbidden(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        versions = versions_of(request.POST.getlist("item"))
        outcome = carry_out_many(
            self.act,
            versions=dict(list(versions.items())[: bulk.MOST]),
            user=request.user,
            data=form.cleaned_data,
            seen=queue.messages(request.user),
        )
        if outcome.left:
            return self.tell(outcome)
        messages.success(request, str(DONE[self.act](len(outcome.done))))
        return redirect(self.list_address())

    def tell(self, outcome: bulk.Outcome) -> HttpResponse:
        """What was left alone, by name; the rest is done."""
        assert self.act is not None
        return self.render_to_response(
            self.get_context_data(
                outcome=outcome, done=DONE[self.act](len(outcome.done))
            ),
            template="moderation/admin/many_left.html",
        )

    def render_to_response(
        self, context: dict[str, Any], template: str = "", **kwargs: Any
    ) -> HttpResponse:
        if template:
            self.template_name = template
        return super().render_to_response(context, **kwargs)  # type: ignore[no-any-return]

    def form(self, data: Any = None) -> ManyForm:
        assert self.act is not None
        units = {row.submission.unit_id for row in self.rows}
        return ManyForm(
            data, act=self.act, user=self.request.user, units=filter(None, units)
        )

    def list_address(self) -> str:
        return reverse("desk:list") + self.asked.address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        assert self.act is not None
        # What was seen when the page was first shown, also after a mistake in the form.
        posted = versions_of(self.request.POST.getlist("item"))
        possible = self.possible
        languages = Counter(each.language for each in possible)
        follows = bulk.follows(self.act, possible)
        may = {each.pk for each in possible}
        return {
            **context,
            "act": self.act,
            "possible": possible,
            # By kind, where it is something else than for any message.
            "follows": follows,
            "plain": sum(number for _kind, number, _words in follows) < len(possible),
            "found": sum(bool(each.flags) for each in possible),
            "items": [
                {
                    "row": row,
                    "possible": row.submission.pk in may,
                    "why": self.refused.get(row.submission.pk, ""),
                    "value": item_value(
                        row.submission.reference,
                        posted.get(row.submission.reference, row.submission.version),
                    ),
                }
                for row in self.rows
            ],
            "languages": [
                (queue.language_name(code), number)
                for code, number in languages.most_common()
            ],
            "list_address": self.list_address(),
            "item_address": self.asked.address(p=""),
            "most": bulk.MOST if len(self.rows) == bulk.MOST else 0,
        }


TITLES = {
    Act.APPROVE: lambda n: (
        ngettext("Approve %(count)s message", "Approve %(count)s messages", n)
        % {"count": n}
    ),
    Act.ASSIGN: lambda n: (
        ngettext("Assign %(count)s message", "Assign %(count)s messages", n)
        % {"count": n}
    ),
    Act.SPAM: lambda n: (
        ngettext("Move %(count)s message to spam", "Move %(count)s messages to spam", n)
        % {"count": n}
    ),
    Act.REJECT: lambda n: (
        ngettext(
            "Do not accept %(count)s message", "Do not accept %(count)s messages", n
        )
        % {"count": n}
    ),
}
DONE = {
    Act.APPROVE: lambda n: (
        ngettext(
            "%(count)s message was approved.", "%(count)s messages were approved.", n
        )
        % {"count": n}
    ),
    Act.ASSIGN: lambda n: (
        ngettext(
            "%(count)s message was assigned.", "%(count)s messages were assigned.", n
        )
        % {"count": n}
    ),
    Act.SPAM: lambda n: (
        ngettext(
            "%(count)s message was moved to spam.",
            "%(count)s messages were moved to spam.",
            n,
        )
        % {"count": n}
    ),
    Act.REJECT: lambda n: (
        ngettext(
            "%(count)s message was not accepted. Its sender can read why.",
            "%(count)s messages were not accepted. Their senders can read why.",
            n,
        )
        % {"count": n}
    ),
}
