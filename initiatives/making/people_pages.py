"""Pages on which the initiators are listed, added, changed and removed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from core.forms.fields import without_controls
from core.models import Municipality
from initiatives.enums import Basis
from users.identification import claim, offer

from . import services, steps
from .drafts import Person, new_key
from .keeping import kept
from .people_forms import PersonForm, typed
from .screens import Screen
from .steps import PEOPLE, PERSON

NEW, REMOVE = "uusi", "poista"


def people(screen: Screen) -> HttpResponse:
    """The list, and the community if there is one."""
    step = steps.BY_NAME[PEOPLE]
    form = steps.form_of(step, screen.answers)
    if screen.is_sent:
        form = kept(screen, step)
        if form.is_valid():
            return screen.onward(step)
    return screen.show(
        "people",
        step,
        status=422 if screen.is_sent else 200,
        form=form,
        rows=[row(screen, person) for person in screen.answers.people],
        add_url=person_url(screen, NEW),
        begun=bool(screen.answers.of(f"{PERSON}-{NEW}")),
        full=len(screen.answers.people) >= services.MOST_PEOPLE,
    )


def row(screen: Screen, person: Person) -> dict[str, object]:
    place = Municipality.all_cached().get(person.municipality)
    return {
        "person": person,
        "municipality": place.name if place else "",
        "basis": Basis(person.basis).label,
        "change_url": person_url(screen, person.key),
        "remove_url": person_url(screen, f"{person.key}-{REMOVE}"),
    }


def person_url(screen: Screen, which: str) -> str:
    return f"{screen.url(f'{PERSON}-{which}')}{screen.query}"


def list_url(screen: Screen) -> str:
    return f"{screen.url(PEOPLE)}{screen.query}"


def person_page(screen: Screen, key: str, act: str) -> HttpResponse:
    """`key`: of one of the initiators, or “uusi”; `act`: nothing, or “poista”."""
    known = screen.answers.person(key)
    if act == REMOVE:
        return remove(screen, known)
    if act or (known is None and key != NEW):
        raise Http404
    full = len(screen.answers.people) >= services.MOST_PEOPLE
    if known is None and full:
        return redirect(list_url(screen))
    return edit(screen, known or Person(key=new_key()), is_new=known is None)


def edit(screen: Screen, person: Person, *, is_new: bool) -> HttpResponse:
    step = steps.BY_NAME[PEOPLE]
    name = f"{PERSON}-{NEW if is_new else person.key}"
    # What was typed last, and could not be taken, goes before what is stored.
    initial = screen.answers.of(name) or ({} if is_new else typed(person))
    known: dict[str, Any] = {
        "answers": screen.answers,
        "person": person,
        "found": claim(screen.request),
    }
    form = PersonForm(initial=initial, **known)
    if screen.is_sent:
        sent = {
            field: without_controls(screen.request.POST.get(field, ""))
            for field in form.fields
        }
        form = PersonForm(sent, **known)
        if form.is_valid():
            services.put_person(draft=screen.draft, person=form.filled_in(), step=name)
            return redirect(list_url(screen))
        services.keep(
            draft=screen.draft, step=name, typed=sent, language=screen.language
        )
    return screen.show(
        "person",
        step,
        status=422 if screen.is_sent else 200,
        form=form,
        is_new=is_new,
        offer=offer(screen.request) if form.can_identify else None,
        back_url=list_url(screen),
    )


def remove(screen: Screen, person: Person | None) -> HttpResponse:
    """Asks once more; twice is as good as once."""
    if person is None:
        return redirect(list_url(screen))
    if screen.is_sent:
        services.remove_person(draft=screen.draft, key=person.key)
        return redirect(list_url(screen))
    return screen.show(
        "remove-person",
        steps.BY_NAME[PEOPLE],
        person=person,
        back_url=list_url(screen),
    )
