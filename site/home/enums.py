"""The words that an accessibility statement is made of (EU 2018/1523)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conformance(models.TextChoices):
    """How far the site meets the requirements."""

    FULL = "full", _("Meets the requirements")
    PARTIAL = "partial", _("Meets most of the requirements")
    NONE = "none", _("Does not meet the requirements yet")


class FaultReason(models.TextChoices):
    """Why a fault is there: the three kinds that the model statement knows."""

    NOT_YET = "not-yet", _("We have not fixed it yet")
    BURDEN = "burden", _("Fixing it would be a disproportionate burden")
    OUTSIDE = "outside", _("The law does not cover it")


class Assessment(models.TextChoices):
    SELF = "self", _("We assessed it ourselves")
    EXPERT = "expert", _("An outside expert assessed it")


# Of these the law asks what the faults are.
WITH_FAULTS = frozenset({Conformance.PARTIAL, Conformance.NONE})
