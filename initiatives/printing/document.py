"""The whole of an initiative on paper: its text, its makers as the public sees them, what
has happened, and the answer."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.languages import html_language
from core.models import CountySettings
from core.printing import look, make_pdf, qr_picture
from core.templatetags.osallistu import grouped
from initiatives.enums import Basis, EventKind
from initiatives.mails import public_url
from initiatives.models import Initiative, InitiativeEvent
from initiatives.supporting.places import places


def make_document(initiative: Initiative) -> bytes:
    """A tagged PDF on A4 in the language of the moment; the texts keep their own.

    Raises CannotPrint without Pango.
    """
    address = public_url(initiative)
    context = {
        "lang": html_language(get_language()),
        "text_lang": html_language(initiative.language),
        "county": CountySettings.current().name,
        "logo": look.logo(),
        "initiative": initiative,
        "facts": list(facts(initiative)),
        "makers": makers(initiative),
        "places": places(initiative),
        "files": list(initiative.attachments.values_list("name", flat=True)),
        "events": events(initiative),
        "printed": timezone.localdate(),
        "address": address.split("://", 1)[-1],
        "qr": qr_picture(address),
    }
    return make_pdf(
        "initiatives/prints/whole.html", context, styles=("prints.css", "whole.css")
    )


def facts(initiative: Initiative) -> Iterator[tuple[str, Any]]:
    """What is known of it, by name; nothing of what is not."""
    area, place = initiative.service_area, initiative.municipality
    yield _("Stage"), initiative.get_stage_display()
    published = timezone.localdate(initiative.published_at)
    yield _("Published"), date_format(published, "SHORT_DATE_FORMAT")
    if initiative.registry_number:
        yield _("Registry number"), initiative.registry_number
    if area:
        yield _("Service area"), area.name
    yield _("Place"), place.name if place else _("The whole county")
    if initiative.community:
        yield _("Made by a community"), initiative.community
    if initiative.wished_body:
        yield _("Wished to be handled by"), initiative.wished_body.name
    if not initiative.is_suggestion and not initiative.collects:
        return
    yield _("Supporters"), grouped(initiative.support_count)
    if initiative.threshold:
        yield _("Supporters that oblige the county"), grouped(initiative.threshold)


def makers(initiative: Initiative) -> list[dict[str, Any]]:
    """Confirmed initiators; a name only where it may be shown. Of suggestions nobody is."""
    if initiative.is_suggestion:
        return []
    confirmed = initiative.initiators.filter(confirmed_at__isnull=False)
    return [
        {
            "name": person.name if person.name_public else "",
            "municipality": person.municipality.name if person.municipality else "",
            "basis": basis(person.basis),
        }
        for person in confirmed.select_related("municipality")
    ]


def basis(of: str) -> str:
    """Why somebody may make an initiative, said of them; the form says it in the first
    person."""
    return {
        Basis.RESIDENT: pgettext("initiator", "resident"),
        Basis.SERVICE_USER: pgettext("initiator", "uses the service"),
        Basis.PROPERTY: pgettext("initiator", "owns or holds real estate"),
        Basis.COMMUNITY: pgettext("initiator", "represents a community"),
        Basis.MUNICIPALITY: pgettext("initiator", "represents a municipality"),
    }[Basis(of)]


def events(initiative: Initiative) -> list[dict[str, Any]]:
    """What has happened, the oldest first."""
    rows = initiative.events.select_related("document").order_by("happened_at", "pk")
    return [
        {
            "event": event,
            "title": title_of(event),
            "document": event.document.title if event.document else "",
        }
        for event in rows
    ]


def title_of(event: InitiativeEvent) -> str:
    if event.title:
        return event.title
    if event.kind == EventKind.STAGE and event.stage:
        return str(event.get_stage_display())
    return str(event.get_kind_display())
