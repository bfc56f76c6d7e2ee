"""The page of one message, and the acts on it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.languages import html_language
from moderation import permissions, rules, services
from moderation.absences import Absence, of_today
from moderation.desk import forwarding, item, presence, queue
from moderation.desk.decisions import (
    REVIEW_BY_ANOTHER,
    TWO_PEOPLE,
    Choice,
    Decision,
    asked_for,
    carry_out,
    choices,
    done_words,
)
from moderation.desk.forms import (
    DecisionForm,
    NoteForm,
    inserted_into,
    with_insertions,
)
from moderation.desk.kept import kept_texts, typed_texts
from moderation.desk.kinds import kind_of
from moderation.desk.quotes import QUOTED, Quote, quote
from moderation.desk.reading import log_contact_reading, log_reading
from moderation.desk.words import due_group, due_words
from moderation.enums import MessageKind, SubmissionState
from moderation.models import Contact, Submission
from moderation.services import workflow

from .base import TITLE, DeskMixin, Queue, forbidden


class ItemMixin(DeskMixin):
    """One submission, as its own kind; what one may not see does not exist."""

    kwargs: dict[str, Any]

    @cached_property
    def submission(self) -> Submission:
        found: Submission = get_object_or_404(
            self.seen().select_related("unit", "assignee", "page"),
            reference=self.kwargs["reference"],
        ).specific
        return found

    def seen(self) -> QuerySet[Submission]:
        """What this person may know of."""
        return Submission.objects.filter(permissions.visible_to(self.request.user))

    def is_visible(self) -> bool:
        """Whether it still is, after an act that may have made it others' business."""
        return self.seen().filter(pk=self.submission.pk).exists()

    def back(self) -> str:
        """The page of the message, or the list for those who may no longer see it."""
        if self.is_visible():
            return reverse("desk:item", args=[self.submission.reference])
        return reverse("desk:list")


class DeskItem(ItemMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Reading a message, and deciding on it."""

    template_name = "moderation/admin/item.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """What was typed is not lost where the message became others' meanwhile; the
        answer tells nothing of whether there is one."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            kept = typed_texts(request.POST)
            if not kept:
                raise
            context = {"page_title": TITLE, "header_icon": "mail", "kept": kept}
            return TemplateResponse(
                request, "moderation/admin/gone.html", context, status=404
            )

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
        asked = asked_for(request.GET.get("decision", ""), self.choices)
        initial = {
            **self.latest_reply(),
            "version": self.submission.version,
            "decision": asked,
        }
        focus = "decision" if asked else ""
        return self.render(self.form(initial=initial), focus=focus)

    def latest_reply(self) -> dict[str, str]:
        """What would be corrected, where it can be."""
        if Decision.CORRECT_REPLY not in {choice.decision for choice in self.choices}:
            return {}
        replies = self.submission.messages.filter(kind=MessageKind.REPLY)
        last = replies.values_list("text", flat=True).last()
        return {"corrected_reply": last or ""}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        data = with_insertions(request.POST, self.submission.language)
        if focus := inserted_into(data):
            return self.render(self.form(data), validate=False, focus=focus)
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
            undoable = carry_out(
                form.cleaned_data["decision"],
                submission=self.submission,
                user=request.user,
                version=form.cleaned_data["version"],
                data=form.cleaned_data,
            )
        except services.FourEyes:
            in_review = self.submission.state == SubmissionState.REVIEW
            form.add_error("decision", REVIEW_BY_ANOTHER if in_review else TWO_PEOPLE)
            return self.render(form)
        except services.NotAllowedNow:
            return self.conflict(data)
        if undoable is None:
            # What can be undone says so itself, for as long as it can.
            messages.success(request, self.done_words(form.cleaned_data))
        return self.done(following)

    def done_words(self, data: dict[str, Any]) -> str:
        if data["decision"] == Decision.FORWARD:
            rows = Submission.objects.select_related("assignee")
            changed = rows.get(pk=self.submission.pk)
            return forwarding.done_words(changed, data["to"])
        return done_words(data["decision"], self.submission)

    @cached_property
    def targets(self) -> forwarding.Choices:
        """Whom it can be handed to; asked for only where it can."""
        if Decision.FORWARD not in {choice.decision for choice in self.choices}:
            return []
        return forwarding.targets(
            self.submission, self.task, self.request.user, self.away
        )

    @cached_property
    def away(self) -> dict[int, Absence]:
        return of_today(timezone.now())

    def form(self, data: Any = None, **kwargs: Any) -> DecisionForm:
        return DecisionForm(
            data,
            possible=self.choices,
            targets=self.targets,
            language=self.submission.language,
            **kwargs,
        )

    def done(self, following: str) -> HttpResponse:
        address = self.asked.address()
        if self.request.POST.get("then") == "stay":
            return redirect(self.back() + address)
        if following:
            return redirect(reverse("desk:item", args=[following]) + address)
        return redirect(reverse("desk:list") + address)

    def conflict(self, data: Any) -> HttpResponse:
        """Somebody was first: say who and what, and keep what was typed."""
        for name in ("submission", "task", "choices", "targets"):
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
        has_contact = Contact.objects.filter(submission=submission).exists()
        people = kind.people(submission)
        own_steps = kind.steps(submission)
        steps = item.steps(submission) if own_steps is None else own_steps
        away = self.away.get(submission.assignee_id or 0)
        return {
            **context,
            "submission": submission,
            "label": kind.label(submission),
            "about": queue.about(submission),
            "lang": html_language(submission.language),
            "language": queue.language_name(submission.language),
            "facts": item.facts(submission),
            "parts": text,
            "panels": kind.panels(submission, self.request),
            "findings": [
                (part.number, part.label, part.reason) for part in text if part.number
            ],
            "conversation": submission.messages.select_related("author", "unit"),
            "undelivered": item.undelivered(submission) if has_contact else None,
            "steps": steps,
            "events": item.history(submission),
            "due": due_words(due, now),
            "due_group": due_group(due, now),
            "due_at": due,
            "assignee": queue.person(submission.assignee),
            "mine": submission.assignee_id == self.request.user.pk,
            "assignee_away": forwarding.absence_words(away) if away else "",
            **self.colleagues(form, context),
            "can_take": permissions.can_take(self.request.user, submission),
            "has_contact": has_contact or bool(people),
            # Beside the address: only when they have just been asked for.
            "people": people if context.get("contact_read") else [],
            "can_read_contact": permissions.can_read_contact(self.request.user),
            **item.redaction(submission, self.request.user),
            "shown": shown,
            "kept": kept_texts(form, shown),
            "rules": self.rules() if shown & {"reject", "return"} else [],
            "rule_title": rules.title(submission.rule),
            "choices": self.choices,
            "possible": any(not each.refused for each in self.choices),
            # Each reason once, though it may close several choices.
            "refusals": list(
                dict.fromkeys(
                    str(each.refused) for each in self.choices if each.refused
                )
            ),
            "quotes": self.quoted(form, has_contact=has_contact),
            "place": queue.place(self.asked.messages, submission),
            "view": self.asked.view,
            "address": self.asked.address(),
            "list_address": self.asked.address(p=""),
        }

    def colleagues(self, form: DecisionForm, context: dict[str, Any]) -> dict[str, Any]:
        """Notes, and who else is here; `busy` while another has begun to decide."""
        submission, user = self.submission, self.request.user
        present = presence.others(submission, user)
        mine = submission.assignee_id == user.pk
        handling = [other["name"] for other in present if other["handles"]]
        # What somebody has typed here is never locked away from them.
        busy = handling[0] if handling and not mine and not form.is_bound else ""
        return {
            "targets": self.targets,
            "notes": submission.notes.select_related("author"),
            "note_form": context.get("note_form") or NoteForm(),
            "can_note": permissions.can_work(user) and not submission.erased_at,
            "presence": presence.opened(submission, user, present, busy),
            "busy": busy,
        }

    def rules(self) -> list[tuple[str, str, str]]:
        """Each rule with its words in the sender's language, for the script to put in place."""
        language = self.submission.language
        return [
            (key, title, rules.words(key, language))
            for key, title in [("", "–"), *rules.choices(language)]
        ]

    def quoted(
        self, form: DecisionForm, *, has_contact: bool
    ) -> list[tuple[str, Quote]]:
        """What the sender will read of each choice; nothing where nobody can."""
        if not self.submission.has_way_back:
            return []
        return [
            (
                choice.value,
                quote(choice.decision, self.submission, form, has_contact=has_contact),
            )
            for choice in self.choices
            if choice.decision in QUOTED
        ]


class DeskContact(DeskItem):
    """The sender's address, shown once; each reading stands in the log."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_read_contact(request.user):
            return forbidden(request)
        contact = Contact.objects.filter(submission=self.submission).first()
        if contact is None and not kind_of(self.submission).people(self.submission):
            raise Http404
        log_contact_reading(self.submission, request.user)
        form = self.form(initial={"version": self.submission.version})
        # Wagtail's admin is never kept in a cache; the address leaves with the page.
        return self.render(form, contact=contact, contact_read=True)
