"""Files of initiators, for staff who may see the initiative."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from initiatives.models import Attachment
from moderation import permissions
from moderation.desk.reading import log_reading
from moderation.desk.views import forbidden
from moderation.models import Submission


@require_safe
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """To be saved, never shown inside the admin; the reading stands in the log."""
    if not permissions.can_view(request.user):
        return forbidden(request)
    seen = Submission.objects.filter(permissions.visible_to(request.user))
    submission: Submission = get_object_or_404(seen, reference=reference)
    found = get_object_or_404(Attachment, pk=pk, initiative=submission.pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    log_reading(submission, request.user)
    return FileResponse(
        file,
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type or "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )
