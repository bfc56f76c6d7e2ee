"""The editor's form: what is missing is said in the words of the promises."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Q
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

CONTACT = _("Add a contact person and an organiser. People need to know who to ask.")
TIMES = _("Say when it opens and when it closes.")

MISSING = {
    "used_for": _(
        "Say what the input will be used for. If it will not be used, do not ask."
    ),
    "decision_body": _("Say who decides on the matter: which body or office holder."),
    "organiser": CONTACT,
    "contact_name": CONTACT,
    "can_influence": _("Say what people can influence."),
    "cannot_influence": _(
        "Say also what cannot be influenced, and why. Then nobody is disappointed afterwards."
    ),
    "target_groups": _(
        "Choose who this is for. If it is for everyone, choose “everyone”."
    ),
    "support": _(
        "Say how to take part without the internet and which support is offered: "
        "language, interpreter, accessible place, paper form."
    ),
    "opens_at": TIMES,
    "closes_at": TIMES,
    "outcome_due": _(
        "Promise a date by which you will publish the outcome. It must be after the closing time."
    ),
}


REGISTERS = (
    "service_area",
    "topic",
    "decision_body",
    "organiser",
    "municipalities",
    "target_groups",
)

CONSENT = _(
    "Write the day on which the teller gave consent. Without it the story cannot be"
    " published."
)


class PromisingPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Says in words what is `missing`; of `registers` it offers what is in use."""

    missing: ClassVar[Mapping[str, Any]] = {}
    registers: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.registers:
            if name in self.fields:
                self._offer_in_use(name)
        for name, message in self.missing.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = message

    def _offer_in_use(self, name: str) -> None:
        """Entries that can still be chosen, and what the page has already."""
        field = self.fields[name]
        value = self.initial.get(name)
        # Of a relation to many it is a list, or what a draft has in place of a queryset.
        several = isinstance(field, ModelMultipleChoiceField)
        chosen = list(value or []) if several else [value]
        ids = [getattr(entry, "pk", entry) for entry in chosen]
        field.queryset = field.queryset.filter(Q(in_use=True) | Q(pk__in=ids))


class OpportunityPageForm(PromisingPageForm):
    missing = MISSING
    registers = REGISTERS


WHEN = _("Say when the event starts and when it ends.")

EVENT_MISSING = {
    "starts_at": WHEN,
    "ends_at": WHEN,
    "outcome_due": _(
        "Promise a date by which you will publish the outcome. It must be after the event."
    ),
}


class EventPageForm(OpportunityPageForm):
    missing = MISSING | EVENT_MISSING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "opens_at" in self.fields:
            self.fields["opens_at"].required = False

    def _post_clean(self) -> None:
        """Also what depends on the kind and the place; a draft may lack it."""
        super()._post_clean()
        if not self.is_deferred_validation:
            for name, message in self.instance.lacking().items():
                self.add_error(name, message)


class MethodPageForm(PromisingPageForm):
    missing: ClassVar[Mapping[str, Any]] = {
        "purpose": _("Say what the method is for."),
        "suits": _("Say when the method suits: one thing on each line."),
        "does_not_suit": _(
            "Say also when it does not suit, and what to do then. It spares everybody's time."
        ),
        "participants": _("Say how many people take part."),
        "duration": _("Say how long it takes."),
        "effort": _("Say how much work it is for the organiser."),
        "ladder": _("Choose the step of the ladder that the method stands on."),
    }


class CouncilPageForm(PromisingPageForm):
    missing: ClassVar[Mapping[str, Any]] = {
        "duties": _("Say what the council does, and in which matters it is heard."),
        "term": _("Say for which years the council has been appointed."),
        "contact_name": _("Add somebody who passes messages on to the council."),
    }
    registers = ("council",)


STORY_MISSING = {
    "consent_given_on": CONSENT,
    "whose": _("Say whose experience it is."),
    "steps": _("Tell the story in at least one step."),
}


class StoryPageForm(PromisingPageForm):
    missing = STORY_MISSING
    registers = ("service_area", "topic")
