"""What a piece of feedback is, and whose."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SenderRole(models.TextChoices):
    CLIENT = "client", _("I am a client")
    RELATIVE = "relative", _("I am close to a client")
    OTHER = "other", _("I am someone else")


class FeedbackKind(models.TextChoices):
    THANKS = "thanks", pgettext_lazy("kind of feedback", "Thanks")
    CRITICISM = "criticism", pgettext_lazy("kind of feedback", "Criticism")
    IDEA = "idea", pgettext_lazy("kind of feedback", "Idea")
    QUESTION = "question", pgettext_lazy("kind of feedback", "Question")


class FormKind(models.TextChoices):
    """The form on which it was given."""

    DIRECT = "direct", _("Feedback form")
    QUICK = "quick", _("Quick feedback")
    IN_DEPTH = "in-depth", _("In-depth feedback")
    PICTURE = "picture", _("Picture card")
    ACCESSIBILITY = "accessibility", _("Accessibility feedback")


class Measure(models.TextChoices):
    """How a recommendation was asked for; the two are never counted together."""

    QUICK = "quick", pgettext_lazy("measurement", "At the visit")
    IN_DEPTH = "in-depth", pgettext_lazy("measurement", "After the service")


class AnswerChannel(models.TextChoices):
    """The way by which an answer to a measurement came."""

    WEB = "web", _("Web")
    KIOSK = "kiosk", _("Tablet at the place")
    PAPER = "paper", _("Paper")
    PHONE = "phone", _("Phone")
    SMS = "sms", _("Text message")
    DEVICE = "device", _("Device at the place")
    OTHER = "other", pgettext_lazy("channel", "Other")


class Face(models.TextChoices):
    """The three faces of the picture card."""

    GOOD = "good", pgettext_lazy("face", "Good")
    SO_SO = "so-so", pgettext_lazy("face", "So-so")
    BAD = "bad", pgettext_lazy("face", "Bad")
