"""The closed vocabulary that ways to take part are classified by, and their states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ParticipationKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    INITIATIVE = "initiative", _("Initiative")
    PLANNING = "planning", _("Planning")
    DECISION_MAKING = "decision-making", _("Decision-making")
    EVALUATION = "evaluation", _("Evaluation")


class DecisionPhase(models.TextChoices):
    """In the order in which a matter goes through them."""

    INITIATIVE = "initiative", pgettext_lazy("phase of a decision", "Initiative")
    INSTITUTED = "instituted", pgettext_lazy("phase of a decision", "Instituted")
    PREPARATION = "preparation", pgettext_lazy("phase of a decision", "Preparation")
    DECISION = "decision", pgettext_lazy("phase of a decision", "Decision")
    IMPLEMENTATION = (
        "implementation",
        pgettext_lazy("phase of a decision", "Implementation"),
    )
    FOLLOW_UP = (
        "follow-up",
        pgettext_lazy("phase of a decision", "Follow-up and evaluation"),
    )


class Place(models.TextChoices):
    """Where one takes part, beside the municipalities."""

    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")


class OpportunityState(models.TextChoices):
    """Always computed from the times (participation_pages.states), never typed."""

    OPENS_SOON = "opens-soon", _("Opens soon")
    OPEN = "open", _("Open")
    CLOSES_SOON = "closes-soon", _("Closes soon")
    CLOSED = "closed", _("Closed")
    OUTCOME_DUE = "outcome-due", _("Outcome expected")
    OUTCOME_LATE = "outcome-late", _("Outcome late")
    OUTCOME_PUBLISHED = "outcome-published", _("Outcome published")


CAN_TAKE_PART = frozenset({OpportunityState.OPEN, OpportunityState.CLOSES_SOON})


class StoryVoice(models.TextChoices):
    """Whose experience a story tells."""

    OWN = "own", pgettext_lazy("whose story", "Own experience")
    RELATIVE = "relative", pgettext_lazy("whose story", "Experience of someone close")
    OTHER = "other", pgettext_lazy("whose story", "Other experience")
