"""What the mails of stages, of news and of what is late say beside the common words."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.enums import EventKind, Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeMail
from initiatives.stages import AT_THE_COUNTY, NOT_TOLD

from .due import dues

S = Stage
LEADS = {
    S.COLLECTING: gettext_lazy("It has been published, and it can now be supported."),
    S.SENT: gettext_lazy("It has been sent to the county."),
    S.REGISTERED: gettext_lazy("The county has received it and registered it."),
    S.HANDLING: gettext_lazy("It is now being handled."),
    S.HEARD: gettext_lazy("Those who made it have been heard."),
    S.DECIDED: gettext_lazy("A decision has been made."),
    S.DONE: gettext_lazy("What was proposed has been done."),
    S.NOT_DONE: gettext_lazy("What was proposed will not be done. Here is why:"),
    S.CONSIDERED: gettext_lazy("We are considering what was suggested."),
    S.PLANNED: gettext_lazy("What was suggested has been planned."),
    S.NOT_NOW: gettext_lazy("What was suggested will not be done now. Here is why:"),
    S.MERGED: gettext_lazy("It has been joined to another suggestion that is alike."),
    S.WITHDRAWN: gettext_lazy("Those who made it have withdrawn it."),
}
NEWS = {
    EventKind.UPDATE: gettext_lazy("There is news."),
    EventKind.REPORT: gettext_lazy("We tell how things are moving."),
    EventKind.HEARING: gettext_lazy("Those who made it can be heard."),
}
# Where it is told who handles it, when, and who can be asked.
HANDLED = frozenset({S.HANDLING, S.HEARD, S.CONSIDERED, S.PLANNED})


def stage(mail: InitiativeMail) -> dict[str, Any]:
    """Of a new stage: what it is, what is known of the handling, and what comes next."""
    initiative, event = _told(mail)
    at = Stage(event.stage or initiative.stage)
    return {
        "what": at.label,
        "lead": LEADS.get(at, at.label),
        "promises": list(promises(initiative, at)),
        "facts": list(facts(initiative, event, at)),
        **_for_registry(mail, initiative),
    }


def news(mail: InitiativeMail) -> dict[str, Any]:
    """Of an update, a progress report or a hearing."""
    initiative, event = _told(mail)
    at = Stage(initiative.stage)
    return {
        "what": event.get_kind_display(),
        "lead": NEWS.get(EventKind(event.kind), ""),
        "promises": list(promises(initiative, at)),
        "facts": list(facts(initiative, event, at)),
        **_for_registry(mail, initiative),
    }


def overdue(mail: InitiativeMail) -> dict[str, Any]:
    """Of an initiative that is late: what is owed, and since when."""
    initiative, _event = _told(mail)
    now = timezone.now()
    late = [due for due in dues(initiative) if due.at < now]
    return {"late": late, **_for_registry(mail, initiative)}


def facts(
    initiative: Initiative, event: InitiativeEvent, at: Stage
) -> Iterator[tuple[str, str]]:
    """Name and value each, of what is known at this stage."""
    if initiative.registry_number and at in AT_THE_COUNTY:
        yield _("Registry number"), initiative.registry_number
    if at in HANDLED | {S.DECIDED} and initiative.handling_body:
        yield _("Handled by"), initiative.handling_body.name
    if at in HANDLED:
        yield from _handling(initiative)
    if at == S.HEARD and initiative.heard_on:
        yield _("Heard on"), _day(initiative.heard_on)
    if at == S.DECIDED and initiative.decided_at:
        yield _("Decided on"), _day(timezone.localtime(initiative.decided_at))
    into = initiative.merged_into if at == S.MERGED else None
    if into and into.is_public:
        yield _("Joined to"), into.title
    yield from _sources(event)


def _handling(initiative: Initiative) -> Iterator[tuple[str, str]]:
    if initiative.estimate:
        yield _("Estimated time of the decision"), _day(initiative.estimate)
    if initiative.county_contact:
        yield _("Who can be asked"), initiative.county_contact


def _sources(event: InitiativeEvent) -> Iterator[tuple[str, str]]:
    if event.link:
        yield _("Minutes"), event.link
    if event.document:
        address = f"{settings.BASE_URL.rstrip('/')}{event.document.url}"
        yield event.document.title, address


def promises(initiative: Initiative, at: Stage) -> Iterator[str]:
    """What comes next, and by when, as the law and the county promise it."""
    if at == S.COLLECTING and initiative.collects_until:
        yield _("Support can be given until %(date)s.") % {
            "date": _day(timezone.localtime(initiative.collects_until))
        }
    if at not in AT_THE_COUNTY:
        return
    now = timezone.now()
    if at in NOT_TOLD and initiative.acknowledge_by and initiative.acknowledge_by > now:
        yield _("We tell you by %(date)s which body handles it, and when.") % {
            "date": _day(timezone.localtime(initiative.acknowledge_by))
        }
    elif at not in NOT_TOLD and initiative.report_by and initiative.report_by > now:
        yield _("We tell you by %(date)s how things are moving.") % {
            "date": _day(timezone.localtime(initiative.report_by))
        }
    if initiative.decide_by and not initiative.decided_at:
        yield _("It has so many supporters that it must be handled by %(date)s.") % {
            "date": _day(timezone.localtime(initiative.decide_by))
        }


def desk_url(initiative: Initiative) -> str:
    """The whole address of its page for the registry."""
    path = reverse("handling:item", args=[initiative.reference])
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def _for_registry(mail: InitiativeMail, initiative: Initiative) -> dict[str, Any]:
    people = (mail.initiator_id, mail.follower_id, mail.support_id, mail.draft_id)
    if any(each is not None for each in people):
        return {}
    return {"desk_link": desk_url(initiative)}


def _told(mail: InitiativeMail) -> tuple[Initiative, InitiativeEvent]:
    assert mail.initiative is not None
    return mail.initiative, mail.event or InitiativeEvent()


def _day(value: Any) -> str:
    return date_format(value, "DATE_FORMAT")
