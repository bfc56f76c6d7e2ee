"""The pages of a draft, behind its secret link."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.private import kept_private

from . import services, steps
from .checking import check
from .drafts import open_draft
from .file_pages import files
from .keeping import kept, warnings
from .mail_pages import link, sent
from .people_pages import people, person_page
from .screens import Screen, render
from .similar import similar
from .steps import CHECK, FILES, LINK, PEOPLE, PERSON, SENT, SIMILAR, TITLE, Step

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage


@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: HttpRequest,
    page: "InitiativesPage",
    key: uuid.UUID,
    token: str,
    step: str,
) -> HttpResponse:
    """One page of a draft. A link that is wrong or too old gets a page in words."""
    # Its address is in no link that leads elsewhere.
    request.is_private = True  # type: ignore[attr-defined]
    now = timezone.now()
    draft = open_draft(key, token, now)
    if draft is None:
        response = no_draft(request, page)
    elif draft.initiative_id:
        response = render(request, "done", {"url": page.get_url(request)})
    else:
        try:
            response = served(Screen(request, page, draft, now), step)
        except services.Gone:
            # Confirmed in another window meanwhile.
            response = render(
                request, "done", {"url": page.get_url(request)}, status=409
            )
    return kept_private(response)


def no_draft(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    url = page.get_url(request)
    context = {"url": url, "begin_url": f"{url}{page.reverse_subpage('begin')}"}
    return render(request, "gone", context, status=410)


def served(screen: Screen, name: str) -> HttpResponse:
    special: dict[str, Callable[[Screen], HttpResponse]] = {
        PEOPLE: people,
        FILES: files,
        CHECK: check,
        SIMILAR: similar_ones,
        LINK: link,
        SENT: sent,
    }
    if name in special:
        return special[name](screen)
    if name in steps.BY_NAME:
        return ask(screen, steps.BY_NAME[name])
    kind, _dash, rest = name.partition("-")
    if kind == PERSON:
        return person_page(screen, *rest.partition("-")[::2])
    raise Http404


def ask(screen: Screen, step: Step) -> HttpResponse:
    """A question page: what is typed is kept, right or wrong."""
    if not screen.is_sent:
        form = steps.form_of(step, screen.answers)
        return screen.show("question", step, form=form)
    form = kept(screen, step)
    if not form.is_valid():
        return screen.show("question", step, status=422, form=form)
    flags, accept = warnings(screen.request, form)
    if flags:
        return screen.show(
            "question", step, status=422, form=form, flags=flags, accept=accept
        )
    if step.name == TITLE and similar(form.cleaned_data["title"], screen.language):
        return redirect(f"{screen.url(SIMILAR)}{screen.query}")
    return screen.onward(step)


def similar_ones(screen: Screen) -> HttpResponse:
    """Others about the same: to support one of them, or to go on."""
    step = steps.BY_NAME[TITLE]
    found = similar(screen.answers.of(TITLE).get("title", ""), screen.language)
    if not found or screen.is_sent:
        return screen.onward(step)
    return screen.show(
        "similar",
        step,
        found=found,
        url=screen.page.get_url(screen.request),
        onward_url=screen.onward_url(step),
        back_url=f"{screen.url(TITLE)}{screen.query}",
    )
