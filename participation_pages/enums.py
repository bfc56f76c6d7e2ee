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


class EventKind(models.TextChoices):
    HEARING = "hearing", pgettext_lazy("kind of event", "Hearing")
    DISCUSSION = "discussion", pgettext_lazy("kind of event", "Discussion event")
    WORKSHOP = "workshop", pgettext_lazy("kind of event", "Workshop")


class CoDesignPhase(models.TextChoices):
    """In the order in which a service is developed together."""

    UNDERSTAND = "understand", pgettext_lazy("phase of co-design", "Understand")
    DEFINE = "define", pgettext_lazy("phase of co-design", "Define")
    DEVELOP = "develop", pgettext_lazy("phase of co-design", "Develop")
    DEPLOY = "deploy", pgettext_lazy("phase of co-design", "Deploy")


class SignUp(models.TextChoices):
    """Whether one can sign up for an event; computed (presenters), never typed."""

    NOT_NEEDED = "not-needed"
    SOON = "soon"
    OPEN = "open"
    OVER = "over"


class LadderStep(models.TextChoices):
    """How much say residents have, from the least to the most."""

    INFORMING = "informing", pgettext_lazy("step of the ladder", "Informing")
    FEEDBACK = "feedback", pgettext_lazy("step of the ladder", "Collecting feedback")
    DISCUSSION = "discussion", pgettext_lazy("step of the ladder", "Discussion")
    INTERACTION = (
        "interaction",
        pgettext_lazy("step of the ladder", "Interactive participation"),
    )
    CO_DEVELOPMENT = (
        "co-development",
        pgettext_lazy("step of the ladder", "Co-development"),
    )
    SYSTEMATIC = (
        "systematic",
        pgettext_lazy("step of the ladder", "Systematic participation"),
    )
    CULTURE = "culture", pgettext_lazy("step of the ladder", "Participation as culture")


class StoryVoice(models.TextChoices):
    """Whose experience a story tells."""

    OWN = "own", pgettext_lazy("whose story", "Own experience")
    RELATIVE = "relative", pgettext_lazy("whose story", "Experience of someone close")
    OTHER = "other", pgettext_lazy("whose story", "Other experience")
