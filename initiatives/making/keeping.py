"""What is typed on a question page is stored first, and judged then."""

from django.http import HttpRequest

from core.crypto import keyed_hash
from core.forms.fields import without_controls
from moderation.checks import find
from moderation.enums import TOLD_TO_SENDER, Flag

from . import services, steps
from .forms import QuestionForm
from .screens import Screen
from .steps import Step

# More than any question takes. What is longer comes back on the page, and is cut in store.
LONGEST_KEPT = 20_000


def kept(screen: Screen, step: Step) -> QuestionForm:
    """The form with what was sent, which is stored."""
    form = steps.form_of(step, screen.answers)
    typed = {
        name: without_controls(screen.request.POST.get(name, ""))
        for name in form.fields
    }
    services.keep(
        draft=screen.draft,
        step=step.name,
        typed={name: text[:LONGEST_KEPT] for name, text in typed.items()},
        language=screen.language,
    )
    return type(form)(typed, answers=screen.answers)


def warnings(request: HttpRequest, form: QuestionForm) -> tuple[list[Flag], str]:
    """What the text seems to reveal, each once, and the value of the button that accepts it;
    nothing once it was accepted."""
    text: str = form.cleaned_data.get(form.text_field, "") if form.text_field else ""
    accept = keyed_hash("accept", "draft", text)[:16]
    if not text or request.POST.get("accept") == accept:
        return [], accept
    found = [each.flag for each in find(text) if each.flag in TOLD_TO_SENDER]
    return list(dict.fromkeys(found)), accept
