"""What the pages of one draft share: its answers, its addresses, and how they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language

from initiatives.models import Draft

from . import steps
from .drafts import Answers, page_token, read
from .steps import CHECK, Step

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

# In the query: back to check-answers, from where the page was opened.
BACK_TO_CHECK = "paluu"


@dataclass
class Screen:
    request: HttpRequest
    page: "InitiativesPage"
    draft: Draft
    now: datetime

    def __post_init__(self) -> None:
        self.answers: Answers = read(self.draft)
        self.language = get_language() or settings.LANGUAGE_CODE
        # The way back is kept over mistakes and over the pages of initiators.
        self.query = f"?{BACK_TO_CHECK}" if BACK_TO_CHECK in self.request.GET else ""

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    def url(self, step: str) -> str:
        args = [self.draft.uuid, page_token(self.draft), step]
        return f"{self.page.get_url(self.request)}{self.page.reverse_subpage('draft', args=args)}"

    def onward_url(self, step: Step) -> str:
        return self.url(CHECK if self.query else steps.after(step).name)

    def onward(self, step: Step) -> HttpResponse:
        return redirect(self.onward_url(step))

    def back_url(self, step: Step) -> str:
        """The page before, or check-answers; "" on the first."""
        if self.query and step.name != CHECK:
            return self.url(CHECK)
        earlier = steps.before(step)
        return self.url(earlier.name) if earlier else ""

    def show(
        self,
        template: str,
        step: Step | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """`step`: the question that the page is, or belongs to."""
        context = {
            "draft": self.draft,
            "step": step,
            "place": progress(step) if step else None,
            "back_url": self.back_url(step) if step else "",
            "here": f"{self.request.path}{self.query}",
            "link_url": self.url(steps.LINK),
            "check_url": self.url(CHECK),
            **context,
        }
        return render(self.request, template, context, status)


def render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A private page. It is given no `page`: what base.html tells machines of a page, such
    as its address, is of pages that anybody may read."""
    name = f"initiatives/making/{template}.html"
    html = render_to_string(name, {"noindex": True, **context}, request)
    return HttpResponse(html, status=status)


def progress(step: Step) -> dict[str, Any]:
    """Which of how many it is, and the knots of the thread: where each is, in per cent."""
    number, total = steps.number(step), len(steps.STEPS)
    knots = [
        {
            # A dot, whatever the language: it stands in SVG.
            "at": f"{100 * at / (total - 1):.1f}%",
            "kind": "here" if at == number - 1 else "tied" if at < number - 1 else "",
        }
        for at in range(total)
    ]
    return {
        "number": number,
        "total": total,
        "knots": knots,
        "here": knots[number - 1]["at"],
    }
