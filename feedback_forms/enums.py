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
