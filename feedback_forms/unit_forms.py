"""The forms beside the general one: quick, in-depth, a few words more, accessibility."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from core.forms import ChoiceField, EmailField, TextField
from core.forms.widgets import Choices, TextArea
from moderation.intake import IntakeForm

from .enums import SenderRole
from .forms import LONGEST, WithReply, publication_question, recommendation_question
from .models import InDepthQuestion, ScaleAnswer

NO_PERSONAL_DATA = _(
    "Do not write health information about yourself or others, or a personal identity "
    "code. We do not need them."
)


def text_question(label: Any, rows: int, **options: Any) -> TextField:
    """A question that is answered in one's own words."""
    return TextField(
        label=label,
        max_length=LONGEST,
        widget=TextArea(rows, {"data-check-personal-data": ""}),
        **options,
    )


class QuickForm(IntakeForm):
    """A number, some words, or both."""

    recommendation = recommendation_question(required=False)
    message = text_question(
        _("What would you like to tell us?"),
        4,
        help_text=NO_PERSONAL_DATA,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data["recommendation"] and not data["message"]:
            self.add_error(
                "recommendation",
                ValidationError(
                    _("Choose a number, or write what you want to tell us."),
                    code="required",
                ),
            )
        return data


class MoreForm(IntakeForm):
    """What somebody wants to say after a tap; `ticket` says which answer it belongs to."""

    ticket = TextField(required=False, widget=forms.HiddenInput)
    message = text_question(
        _("Would you like to tell us more?"),
        4,
        help_text=NO_PERSONAL_DATA,
        error_messages={"required": _("Write something, or finish here.")},
    )

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        return [self["message"]]


class InDepthForm(WithReply, IntakeForm):
    """After a service: a number, statements, what went well and what to do better."""

    recommendation = recommendation_question(
        error_messages={"required": _("Choose a number from 0 to 10.")}
    )
    good = text_question(_("What went well?"), 4, required=False)
    better = text_question(
        _("What could we do better?"), 4, help_text=NO_PERSONAL_DATA, required=False
    )
    role = ChoiceField(
        label=_("Are you a client, close to a client, or someone else?"),
        choices=SenderRole,
        required=False,
    )
    publish = publication_question(required=False, initial="no")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wants_reply"].required = False
        self.fields["wants_reply"].initial = "no"
        questions = InDepthQuestion.all_cached().values()
        self.questions = {
            f"statement-{question.pk}": question
            for question in questions
            if question.in_use
        }
        for name, question in self.questions.items():
            self.fields[name] = ChoiceField(
                label=question.name, choices=agreement, widget=Choices(), required=False
            )
        last = ("good", "better", "role", "wants_reply", "email", "publish")
        self.order_fields(["recommendation", *self.questions, *last])

    @property
    def message(self) -> forms.BoundField:
        """Where the notice of the intake leads: there is no one field of that name."""
        return self["good"] if self["good"].value() else self["better"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parts = [
            (question, data.get(name, ""))
            for name, question in (
                ("good", _g("What went well?")),
                ("better", _g("What could we do better?")),
            )
        ]
        data["message"] = "\n\n".join(
            f"{question}\n{text}" for question, text in parts if text
        )
        if data.get("wants_reply") == "yes" and not (
            data["message"] or {"good", "better"} & set(self.errors)
        ):
            self.add_error(
                "better",
                ValidationError(
                    _("Write what you would like us to reply to."), code="required"
                ),
            )
        return data

    def agreements(self) -> list[tuple[InDepthQuestion, int]]:
        """The statements that were answered, with 1–5."""
        return [
            (question, int(value))
            for name, question in self.questions.items()
            if (value := self.cleaned_data.get(name))
        ]


def agreement() -> list[tuple[str, Any]]:
    """1 to 5 in words: a number alone would have to be explained at each statement."""
    words = (
        _("I do not agree at all"),
        _("I do not quite agree"),
        _("Neither agree nor disagree"),
        _("I agree to some extent"),
        _("I agree fully"),
    )
    return [(str(value), word) for value, word in enumerate(words, ScaleAnswer.LOWEST)]


class AccessibilityForm(IntakeForm):
    """A fault that keeps somebody from using the site; always answered."""

    page_address = TextField(
        label=_("On which page is the problem?"),
        help_text=_("The page’s address or its name. You can leave it empty."),
        required=False,
        max_length=500,
    )
    message = text_question(
        _("What is the problem?"),
        7,
        help_text=_(
            "Tell us what you wanted to do and what happened. If you need something in "
            "another form, tell us that too."
        ),
        error_messages={"required": _("Tell us what the problem is.")},
    )
    aid = TextField(
        label=_("Do you use an aid?"),
        help_text=_("For example a screen reader, a magnifier or the keyboard alone."),
        required=False,
        max_length=200,
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send our reply to this address. Without it you can read the reply with "
            "the link that you get after sending."
        ),
        required=False,
        max_length=254,
    )
