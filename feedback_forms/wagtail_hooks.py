"""Registers feedback with the desk and with Wagtail's workflow settings."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from feedback_forms.change_admin import ChangeViewSet
from feedback_forms.viewsets import FeedbackOnDesk, FeedbackViewSet
from moderation.desk.kinds import DeskKind

register_snippet(FeedbackViewSet)
register_snippet(ChangeViewSet)


@hooks.register("register_desk_kind")
def feedback_on_the_desk() -> DeskKind:
    """Its words, search and filters on the desk."""
    return FeedbackOnDesk()
