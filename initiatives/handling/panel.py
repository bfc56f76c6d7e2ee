"""Where an initiative is and what the registry can do: on its own screen and on the desk."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from laces.components import Component

from initiatives.enums import EventKind
from initiatives.models import Initiative
from initiatives.permissions import can_handle
from initiatives.stages import PUBLIC
from moderation.desk.words import due_group, due_words

from .due import dues
from .steps import acts


class HandlingPanel(Component):  # type: ignore[misc]
    """What is due, and a link to each step and to each kind of news."""

    template_name = "initiatives/admin/panel.html"

    def __init__(self, initiative: Initiative) -> None:
        self.initiative = initiative

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        now = timezone.now()
        possible = acts(self.initiative)
        return {
            "initiative": self.initiative,
            "dues": [
                {
                    "what": due.what,
                    "at": due.at,
                    "words": due_words(due.at, now),
                    "group": due_group(due.at, now),
                }
                for due in dues(self.initiative)
            ],
            "steps": [
                (name, act)
                for name, act in possible.items()
                if name not in EventKind.values
            ],
            "news": [
                (name, act)
                for name, act in possible.items()
                if name in EventKind.values
            ],
        }


def panels(initiative: Initiative, user: Any) -> list[Component]:
    """Of a published initiative's page on the desk, for those who may handle it."""
    shown = can_handle(user) and initiative.stage in PUBLIC
    return [HandlingPanel(initiative)] if shown else []


def facts(initiative: Initiative) -> list[tuple[str, str]]:
    """What is known of its handling, as rows."""
    found = [
        (_("Kind"), initiative.get_kind_display()),
        (_("Stage"), initiative.get_stage_display()),
        (_("Registry number"), initiative.registry_number),
        (_("Body that handles it"), _name(initiative.handling_body)),
        (_("Body that the initiators wish"), _name(initiative.wished_body)),
        (_("Estimated time of the decision"), _day(initiative.estimate)),
        (_("Who can be asked about it"), initiative.county_contact),
        (_("Sent"), _day(initiative.sent_at)),
        (_("Heard"), _day(initiative.heard_on)),
        (_("Decided"), _day(initiative.decided_at)),
        (_("Supporters"), _support(initiative)),
        (_("Measures"), initiative.measures),
    ]
    return [(name, value) for name, value in found if value]


def _support(initiative: Initiative) -> str:
    if not initiative.threshold:
        return str(initiative.support_count)
    return _("%(count)s; %(threshold)s oblige the county to handle it") % {
        "count": initiative.support_count,
        "threshold": initiative.threshold,
    }


def _name(body: Any) -> str:
    return body.name if body else ""


def _day(value: Any) -> str:
    if value and hasattr(value, "hour"):
        value = timezone.localtime(value)
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""
