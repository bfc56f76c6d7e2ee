"""The page on which all answers are checked before they are sent."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from initiatives.models import Attachment

from . import services, steps
from .forms import SendForm
from .mailing import wait_for_mail
from .people_pages import row as person_row
from .screens import BACK_TO_CHECK, Screen
from .similar import similar
from .steps import CHECK, FILES, PEOPLE, SENT, TITLE


@dataclass
class Row:
    """A question and its answer, with the page on which it is changed."""

    label: str
    value: str
    url: str
    errors: list[str] = field(default_factory=list)


def check(screen: Screen) -> HttpResponse:
    """All answers with a way to change each; the button asks for the mail."""
    forms = steps.judged(screen.answers)
    wrong = [name for name, each in forms.items() if not each.is_valid()]
    form = SendForm(screen.request.POST if screen.is_sent else None)
    context: dict[str, Any] = {}
    if screen.is_sent and form.is_valid() and not wrong:
        contact = screen.answers.contact
        context["wait_until"] = contact and wait_for_mail(
            screen.request, screen.draft, screen.now, to=contact.email
        )
        if not context["wait_until"]:
            try:
                services.send(
                    draft=screen.draft, now=screen.now, language=screen.language
                )
            except services.Incomplete:
                # Changed in another window since this page read it.
                return redirect(screen.url(CHECK))
            return redirect(screen.url(SENT))
    status = 200
    if screen.is_sent:
        status = 429 if context.get("wait_until") else 422
    title = screen.answers.of(TITLE).get("title", "")
    return screen.show(
        "check",
        steps.BY_NAME[CHECK],
        status=status,
        form=form,
        errors=errors(screen, forms, wrong, form),
        rows=rows(screen, forms),
        people=[person_row(screen, each) for each in screen.answers.people],
        people_errors=[str(error) for error in forms[PEOPLE].non_field_errors()]
        + [str(error) for error in forms[PEOPLE]["community"].errors],
        community=screen.answers.of(PEOPLE).get("community", ""),
        people_url=change_url(screen, PEOPLE),
        contact=screen.answers.contact,
        similar=similar(title, screen.language),
        url=screen.page.get_url(screen.request),
        **context,
    )


def change_url(screen: Screen, step: str) -> str:
    return f"{screen.url(step)}?{BACK_TO_CHECK}"


def errors(
    screen: Screen, forms: dict[str, Any], wrong: list[str], form: SendForm
) -> list[dict[str, str]]:
    """For the error summary: what is missing leads to its page. Said once it is sent."""
    if not screen.is_sent:
        return []
    missing = [
        {"text": error["text"], "href": change_url(screen, name)}
        for name in wrong
        for error in forms[name].error_list()
    ]
    return missing + form.error_list()


def rows(screen: Screen, forms: dict[str, Any]) -> list[Row]:
    """The answers but for the initiators', in the order of the questions."""
    found = [
        Row(
            # A page that asks one thing is called shorter than it asks.
            label=str(step.label if len(forms[step.name].fields) == 1 else bound.label),
            value=answer(bound),
            url=change_url(screen, step.name),
            errors=[str(error) for error in bound.errors],
        )
        for step in steps.QUESTIONS
        if step.name != PEOPLE
        for bound in forms[step.name]
    ]
    files = list(screen.draft.attachments.all())
    found.append(
        Row(
            label=pgettext("of an initiative", "Attachments"),
            value=names(files),
            url=change_url(screen, FILES),
        )
    )
    return found


def answer(bound: Any) -> str:
    """In the words of the choice, or as it was typed."""
    value = str(bound.value() or "")
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return value
    words = {str(key): str(label) for key, label in choices}
    return words.get(value, "") if value or not bound.field.required else ""


def names(files: list[Attachment]) -> str:
    return "\n".join(file.name for file in files) or _("No attachments")
