"""Registers comments with the desk and with Wagtail's workflow settings."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from moderation.desk.kinds import DeskKind

from .desk import CommentOnDesk, CommentViewSet

register_snippet(CommentViewSet)


@hooks.register("register_desk_kind")
def comments_on_the_desk() -> DeskKind:
    """Their words on the desk."""
    return CommentOnDesk()
