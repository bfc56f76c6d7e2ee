"""The list as a file."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from core.spreadsheets import FILES
from moderation import permissions, services
from moderation.desk import export

from .base import Queue, forbidden

NAME = "viestit"


def as_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the list shows, on all of its pages; that somebody took it is logged before it
    goes. Raises KeyError for another kind than those of FILES."""
    texts = bool(request.GET.get("texts"))
    allowed = permissions.can_export_texts if texts else permissions.can_export
    if not allowed(request.user):
        return forbidden(request)
    asked = Queue(request)
    what = f"messages-texts-{kind}" if texts else f"messages-{kind}"
    services.log_export(
        user=request.user, what=what, number=asked.messages.order_by().count()
    )
    name = f"{NAME}-{timezone.localdate().isoformat()}"
    return FILES[kind](export.rows(asked.messages, asked.now, texts=texts), name)
