"""Initiatives in Wagtail's workflow settings and reports."""

from initiatives.models import Initiative
from moderation.viewsets import SubmissionViewSet


class InitiativeViewSet(SubmissionViewSet):
    model = Initiative
