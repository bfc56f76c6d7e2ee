"""The form of a decision: one choice, and the fields that belong to it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import rules
from moderation.enums import TemplateKind
from moderation.models import ReplyTemplate
from moderation.models.texts import column

from .decisions import Choice, Decision
from .forwarding import Choices, target

MOST_CHARACTERS = 10_000
WRITE_QUESTION = _("Write what you want to ask the sender.")
WRITE_REPLY = _("Write the reply to the sender.")
WRITE_CORRECTION = _("Write what the sender is to correct, or choose a rule.")
WRITE_REASONS = _("Write why the decision stands.")
CHOOSE_RULE = _("Choose the rule by which the message is not accepted.")
CHOOSE_TARGET = _("Choose to whom you forward the message.")
# What a template leaves to be written: [the reason].
GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")
FILL_GAPS = _("Write or remove what stands in square brackets.")

# The text that each decision needs, and what is said when it is missing.
NEEDED = {
    Decision.ASK: ("question", WRITE_QUESTION),
    Decision.REPLY: ("reply", WRITE_REPLY),
    Decision.CORRECT_REPLY: ("corrected_reply", WRITE_REPLY),
    Decision.RETURN: ("correction", WRITE_CORRECTION),
    Decision.UPHOLD: ("upheld", WRITE_REASONS),
}
# The text that each decision sends.
TEXTS = {
    **{decision: field for decision, (field, _words) in NEEDED.items()},
    Decision.REJECT: "explanation",
    Decision.OVERTURN: "overturned",
}
# A rule that brings its own words where nothing is typed.
RULES = {
    Decision.REJECT: ("rule", "explanation"),
    Decision.RETURN: ("return_rule", "correction"),
}
# Buttons that put words into a text: the field that is chosen from, the text, the decision.
INSERTIONS = {
    "insert_template": ("template", "reply", Decision.REPLY),
    "insert_question_template": ("question_template", "question", Decision.ASK),
    "insert_return_template": ("return_template", "correction", Decision.RETURN),
    "insert_reason_template": ("reason_template", "explanation", Decision.REJECT),
    "insert_return_rule": ("return_rule", "correction", Decision.RETURN),
    "insert_rule": ("rule", "explanation", Decision.REJECT),
}
KINDS = {
    "template": TemplateKind.REPLY,
    "question_template": TemplateKind.QUESTION,
    "return_template": TemplateKind.RETURN,
    "reason_template": TemplateKind.REJECTION,
}


class LongText(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea, max_length=MOST_CHARACTERS, **kwargs)


def rule_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, error_messages={"invalid_choice": CHOOSE_RULE}
    )


class TemplateField(forms.ChoiceField):
    """What is chosen only brings words: one that was deleted meanwhile stops no decision."""

    def valid_value(self, value: Any) -> bool:
        return True


def template_field(label: Any) -> forms.ChoiceField:
    return TemplateField(label=label, required=False)


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
    question_template = template_field(_("Question template"))
    question = LongText(label=_("Question to the sender"))
    return_rule = rule_field(_("Rule, if there is one"))
    return_template = template_field(_("Template"))
    correction = LongText(label=_("What to correct"))
    rule = rule_field(_("Rule"))
    reason_template = template_field(_("Reason template"))
    explanation = LongText(label=_("Reason and how to mend it"))
    template = template_field(_("Reply template"))
    reply = LongText(label=_("Reply to the sender"))
    corrected_reply = LongText(label=_("Corrected reply"))
    overturned = LongText(label=_("Words to the sender"))
    upheld = LongText(label=_("Why the decision stands"))
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
        self._choices("decision", [(each.value, each.label) for each in possible])
        self._choices("to", [("", "–"), *targets])
        for field, _text in RULES.values():
            self._choices(field, [("", "–"), *rules.choices(language)])
        own_text = column("text", language)
        templates = list(ReplyTemplate.objects.only("kind", "name", own_text))
        for field, kind in KINDS.items():
            names = [
                (str(each.pk), each.choice(language))
                for each in templates
                if each.kind == kind
            ]
            self._choices(field, [("", _("No template")), *names])

    def _choices(self, field: str, choices: list[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean_decision(self) -> Decision:
        choice = self.possible[self.cleaned_data["decision"]]
        if choice.refused:
            raise forms.ValidationError(str(choice.refused))
        return choice.decision

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        decision = data.get("decision")
        if decision == Decision.FORWARD:
            self._use_target()
        if decision not in TEXTS:
            return data
        text = TEXTS[decision]
        if decision in RULES:
            self._use_rule(*RULES[decision], needed=decision == Decision.REJECT)
        if decision in NEEDED and not data.get(text):
            self._require(*NEEDED[decision])
        if GAP.search(data.get(text, "")):
            self._require(text, FILL_GAPS)
        return data

    def _use_target(self) -> None:
        """The colleague, unit or area itself."""
        data = self.cleaned_data
        if data.get("to"):
            data["to"] = target(data["to"])
        else:
            self._require("to", CHOOSE_TARGET)

    def _use_rule(self, field: str, text: str, *, needed: bool) -> None:
        """The rule's own words where nothing was typed."""
        data = self.cleaned_data
        if needed and not data.get(field):
            self._require(field, CHOOSE_RULE)
        elif data.get(field) and not data.get(text):
            data[text] = rules.words(data[field], self.language)

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


def inserted_into(data: Any) -> str:
    """The text that the pressed button “Insert” puts words into; empty where none was."""
    return next(
        (text for button, (_, text, _) in INSERTIONS.items() if button in data), ""
    )


def with_insertions(data: Any, language: str) -> Any:
    """The posted data with a template's or a rule's words put into the text.

    What the buttons “Insert” do, without script; what was typed stays.
    """
    data = data.copy()
    for button, (field, text, decision) in INSERTIONS.items():
        if button in data:
            typed = data.get(text, "").replace("\r\n", "\n").strip()
            words = _words(field, data.get(field, ""), language)
            # Where a script has put them in already, they stay there once.
            parts = [typed, "" if words in typed else words]
            data[text] = "\n\n".join(part for part in parts if part)
            data["decision"] = decision
    return data


def _words(field: str, chosen: str, language: str) -> str:
    """What was chosen, in the sender's language; nothing for what is not there."""
    if field not in KINDS:
        return rules.words(chosen, language)
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        return ""
    template = ReplyTemplate.objects.filter(pk=chosen, kind=KINDS[field]).first()
    return template.text(language) if template else ""
