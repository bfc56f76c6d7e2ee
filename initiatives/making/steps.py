"""The question pages in their order, and what is still missing from a draft."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .drafts import Answers
from .forms import (
    EffectsForm,
    PeopleForm,
    ProposalForm,
    QuestionForm,
    ServiceForm,
    SupportForm,
    TitleForm,
)


@dataclass(frozen=True)
class Step:
    """`name` stands in the address; `heading` is the page's own, where its one question is
    not (`form` with a single field)."""

    name: str
    label: str | Promise
    form: type[QuestionForm] | None = None
    heading: str | Promise = ""


TITLE, PEOPLE, FILES, CHECK = "otsikko", "tekijat", "liitteet", "yhteenveto"
# Pages that are not counted: they belong to one that is, or come when needed.
SIMILAR, PERSON, LINK, SENT = "samanlaisia", "tekija", "linkki", "lahetetty"
FIRST = TITLE

STEPS: tuple[Step, ...] = (
    Step(TITLE, pgettext_lazy("of an initiative", "Title"), TitleForm),
    Step("ehdotus", _("What and why"), ProposalForm),
    Step("vaikutukset", pgettext_lazy("of an initiative", "Effects"), EffectsForm),
    Step("palvelu", _("Service and place"), ServiceForm, _("Service and place")),
    Step(
        PEOPLE,
        pgettext_lazy("of an initiative", "Initiators"),
        PeopleForm,
        _("Who make the initiative?"),
    ),
    Step("kannatus", pgettext_lazy("of an initiative", "Support"), SupportForm),
    Step(FILES, pgettext_lazy("of an initiative", "Attachments"), None),
    Step(CHECK, _("Check your answers"), None, _("Check your answers")),
)
BY_NAME = {step.name: step for step in STEPS}
QUESTIONS = tuple(step for step in STEPS if step.form)


def number(step: Step) -> int:
    """1 for the first page."""
    return STEPS.index(step) + 1


def after(step: Step) -> Step:
    return STEPS[min(number(step), len(STEPS) - 1)]


def before(step: Step) -> Step | None:
    return STEPS[number(step) - 2] if number(step) > 1 else None


def form_of(step: Step, answers: Answers, *, bound: bool = False) -> QuestionForm:
    """The step's form with what was typed: to be shown, or (`bound`) to be judged."""
    if step.form is None:
        raise ValueError(step.name)
    typed = answers.of(step.name)
    if bound:
        return step.form(typed, answers=answers)
    return step.form(initial=typed, answers=answers)


def judged(answers: Answers) -> dict[str, Any]:
    """Every question's form by its step's name, filled in from the draft."""
    return {step.name: form_of(step, answers, bound=True) for step in QUESTIONS}


def first_missing(answers: Answers) -> Step:
    """Where somebody who comes back goes on: the first page that is not right yet."""
    forms = judged(answers)
    wrong = (step for step in QUESTIONS if not forms[step.name].is_valid())
    return next(wrong, BY_NAME[CHECK])
