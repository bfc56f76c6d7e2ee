"""The editor's form: what is missing is said in the words of the promises."""

from typing import Any, ClassVar

from django.db.models import Q
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

STORY_MISSING = {
    "consent_given_on": CONSENT,
    "whose": _("Say whose experience it is."),
    "steps": _("Tell the story in at least one step."),
}


class RegisterPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Offers register entries in use only; says in words of its own what is missing."""

    missing: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in REGISTERS:
            if name in self.fields:
                self._offer_in_use(name)
        for name, message in self.missing.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = message

    def _offer_in_use(self, name: str) -> None:
        """Entries that can still be chosen, and what the page has already."""
        field = self.fields[name]
        value = self.initial.get(name) or []
        chosen = value if isinstance(value, list) else [value]
        ids = [getattr(entry, "pk", entry) for entry in chosen]
        field.queryset = field.queryset.filter(Q(in_use=True) | Q(pk__in=ids))


class OpportunityPageForm(RegisterPageForm):
    missing = MISSING


class StoryPageForm(RegisterPageForm):
    missing = STORY_MISSING
