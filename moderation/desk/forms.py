"""The form of a decision: one choice, and the fields that belong to it."""

import re
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from moderation import rules
from moderation.models import ReplyTemplate
from moderation.rules import WORDS, Rule

from .decisions import Choice, Decision
from .forwarding import Choices, target

MOST_CHARACTERS = 10_000
WRITE_QUESTION = _("Write what you want to ask the sender.")
WRITE_REPLY = _("Write the reply to the sender.")
CHOOSE_RULE = _("Choose the rule by which the message is not accepted.")
CHOOSE_TARGET = _("Choose to whom you forward the message.")
# What a template leaves to be written: [the reason].
GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")
FILL_GAPS = _("Write or remove what stands in square brackets.")


def rule_words(rule: str, language: str) -> str:
    """Why, and how to mend it, in the sender's language; empty without a rule."""
    if rule not in Rule.values:
        return ""
    words = WORDS[Rule(rule)]
    with translation.override(language):
        return f"{words.why}\n\n{words.mend}"


class LongText(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea, max_length=MOST_CHARACTERS, **kwargs)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What do you do?"),
        error_messages={
            "required": _("Choose what you do. Your text is kept."),
            "invalid_choice": _(
                "This choice is no longer possible. Your text is kept."
            ),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    question = LongText(label=_("Question to the sender"))
    rule = forms.ChoiceField(
        label=_("Rule"),
        required=False,
        error_messages={"invalid_choice": CHOOSE_RULE},
    )
    explanation = LongText(label=_("Reason and how to mend it"))
    template = forms.ModelChoiceField(
        label=_("Reply template"),
        queryset=ReplyTemplate.objects.none(),
        required=False,
        empty_label=_("No template"),
    )
    reply = LongText(label=_("Reply to the sender"))
    to = forms.ChoiceField(
        label=_("To whom"),
        required=False,
        error_messages={"invalid_choice": CHOOSE_TARGET},
    )
    note = LongText(label=_("Note to the colleague"))

    def __init__(
        self,
        data: Any = None,
        *,
        possible: list[Choice],
        language: str,
        targets: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.possible = {choice.value: choice for choice in possible}
        self.language = language
        chosen = self.fields["decision"]
        chosen.choices = [(choice.value, choice.label) for choice in possible]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [("", "–"), *rules.choices()]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "–"), *targets]  # type: ignore[attr-defined]
        self.fields["template"].queryset = ReplyTemplate.objects.all()  # type: ignore[attr-defined]

    def clean_decision(self) -> Decision:
        choice = self.possible[self.cleaned_data["decision"]]
        if choice.refused:
            raise forms.ValidationError(str(choice.refused))
        return choice.decision

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        decision = data.get("decision")
        if decision == Decision.ASK and not data.get("question"):
            self._require("question", WRITE_QUESTION)
        if decision == Decision.REPLY and not data.get("reply"):
            self._require("reply", WRITE_REPLY)
        if decision == Decision.REPLY and GAP.search(data.get("reply", "")):
            self._require("reply", FILL_GAPS)
        if decision == Decision.FORWARD:
            if not data.get("to"):
                self._require("to", CHOOSE_TARGET)
            else:
                data["to"] = target(data["to"])
        if decision == Decision.REJECT:
            if not data.get("rule"):
                self._require("rule", CHOOSE_RULE)
            elif not data.get("explanation"):
                data["explanation"] = rule_words(data["rule"], self.language)
        return data

    def _require(self, field: str, message: Any) -> None:
        # A text that is too long has its own error already.
        if field not in self.errors:
            self.add_error(field, message)


class NoteForm(forms.Form):
    note = LongText(
        label=_("Write a note"),
        required=True,
        error_messages={"required": _("Write the note first.")},
    )


def with_insertions(data: Any, language: str) -> Any:
    """The posted data with a template's or a rule's words put into the text.

    What the buttons “Insert” do, without script; what was typed stays.
    """
    data = data.copy()
    if "insert_template" in data:
        template = _template(data.get("template", ""))
        if template:
            parts = [data.get("reply", "").strip(), template.text(language)]
            data["reply"] = "\n\n".join(part for part in parts if part)
        data["decision"] = Decision.REPLY
    if "insert_rule" in data:
        parts = [
            data.get("explanation", "").strip(),
            rule_words(data.get("rule", ""), language),
        ]
        data["explanation"] = "\n\n".join(part for part in parts if part)
        data["decision"] = Decision.REJECT
    return data


def _template(pk: str) -> ReplyTemplate | None:
    return ReplyTemplate.objects.filter(pk=pk).first() if pk.isdecimal() else None
