"""Kinds, stages and the people of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """The statutory way (Act 611/2021, section 30) and the light one beside it."""

    INITIATIVE = "initiative", pgettext_lazy("kind of initiative", "Initiative")
    SUGGESTION = "suggestion", pgettext_lazy("kind of initiative", "Suggestion")


class Stage(models.TextChoices):
    """Where an initiative or a suggestion is on its way; see `initiatives.stages`."""

    DRAFT = "draft", pgettext_lazy("stage", "Draft")
    MADE = "made", pgettext_lazy("stage", "Made, e-mail confirmed")
    SCREENING = "screening", pgettext_lazy("stage", "Being checked")
    CORRECTION = "correction", pgettext_lazy("stage", "Returned for correction")
    PUBLISHED = "published", pgettext_lazy("stage", "Published")
    COLLECTING = "collecting", pgettext_lazy("stage", "Collects support")
    SENT = "sent", pgettext_lazy("stage", "Sent to the county")
    REGISTERED = "registered", pgettext_lazy("stage", "Received and registered")
    HANDLING = "handling", pgettext_lazy("stage", "In handling")
    HEARD = "heard", pgettext_lazy("stage", "Initiators heard")
    DECIDED = "decided", pgettext_lazy("stage", "Decided")
    DONE = "done", pgettext_lazy("stage", "Done")
    NOT_DONE = "not-done", pgettext_lazy("stage", "Will not be done")
    ARCHIVED = "archived", pgettext_lazy("stage", "Archived")
    # Of suggestions, in place of those from “published” to “decided”.
    RECEIVED = "received", pgettext_lazy("stage", "Received")
    CONSIDERED = "considered", pgettext_lazy("stage", "Being considered")
    PLANNED = "planned", pgettext_lazy("stage", "Planned")
    NOT_NOW = "not-now", pgettext_lazy("stage", "Not now")
    MERGED = "merged", pgettext_lazy("stage", "Joined to another")
    # Ends before anything came of it.
    WITHDRAWN = "withdrawn", pgettext_lazy("stage", "Withdrawn")
    REJECTED = "rejected", pgettext_lazy("stage", "Not accepted")


class Actor(models.TextChoices):
    """Who moves an initiative from one stage to the next."""

    INITIATOR = "initiator", pgettext_lazy("who moves an initiative", "Initiator")
    MODERATOR = "moderator", pgettext_lazy("who moves an initiative", "Moderator")
    REGISTRY = "registry", pgettext_lazy("who moves an initiative", "Registry")
    CLOCK = "clock", pgettext_lazy("who moves an initiative", "The site itself")


class Audience(models.TextChoices):
    """Who is written to when an initiative moves."""

    INITIATORS = "initiators", pgettext_lazy("who is written to", "Initiators")
    FOLLOWERS = "followers", pgettext_lazy("who is written to", "Followers")
    REGISTRY = "registry", pgettext_lazy("who is written to", "Registry")


class Basis(models.TextChoices):
    """Why somebody may make an initiative: a member of the county, or a service's user."""

    RESIDENT = "resident", _("I live in the area of the county")
    SERVICE_USER = "service-user", _("I use the service that the initiative is about")
    PROPERTY = "property", _("I own or hold real estate in the area")
    COMMUNITY = "community", _("I represent a community or foundation of the area")
    MUNICIPALITY = "municipality", _("I represent a municipality of the area")


class EventKind(models.TextChoices):
    """What an entry under “What has happened?” is."""

    STAGE = "stage", pgettext_lazy("event of an initiative", "New stage")
    UPDATE = "update", pgettext_lazy("event of an initiative", "Update")
    REPORT = "report", pgettext_lazy("event of an initiative", "Progress report")
    HEARING = "hearing", pgettext_lazy("event of an initiative", "Hearing")
    SUPPORT = "support", pgettext_lazy("event of an initiative", "Support")


class MailTemplate(models.TextChoices):
    """The mails that initiators, supporters, followers and the registry get."""

    CONFIRM_DRAFT = "confirm-draft", _("Confirm your address and send the initiative")
    DRAFT_LINK = "draft-link", _("Go on with your draft")
    CONFIRM_INITIATOR = "confirm-initiator", _("Confirm that you are an initiator")
    INITIATOR_LEFT = "initiator-left", _("One initiator fewer")
    CONFIRM_SUPPORT = "confirm-support", _("Confirm your support")
    SUPPORTED = "supported", _("Thanks for your support, and how to withdraw it")
    CONFIRM_FOLLOW = "confirm-follow", _("Confirm that you want to follow")
    STAGE = "stage", _("New stage")
    EVENT = "event", _("Update")
    PROGRESS = "progress", _("Support: a third, two thirds, all")
    OVERDUE = "overdue", _("Overdue")
