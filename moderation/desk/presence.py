"""Who else has the page of a message open, and who has begun to decide on it.

Wagtail's editing sessions carry it: its script tells every ten seconds that the page is
open, and whether something has been typed or chosen there. Without script a session
says only that the page was opened a moment ago.
"""

import json
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.editing_sessions import EditingSessionsModule
from wagtail.admin.views.editing_sessions import ping as wagtails_ping

from moderation.absences import name_of
from moderation.models import Submission
from moderation.versions import version_in

from .item import last_decision

# The script asks every ten seconds while the page is in front.
LOOKING = timedelta(minutes=1)
# Somebody who looks something up in another window has not left the message.
HANDLING = timedelta(minutes=10)


class Presence(EditingSessionsModule):  # type: ignore[misc]
    """Wagtail's module with our words in place of its avatars, and without its dialog."""

    template_name = "moderation/admin/presence.html"

    def __init__(
        self,
        submission: Submission,
        session: EditingSession,
        present: list[dict[str, Any]],
        told: str = "",
    ) -> None:
        super().__init__(
            session, ping_address(submission, session.pk), release_address(session), []
        )
        self.submission = submission
        self.present = present
        # Who handles it, in a notice of its own on the page.
        self.told = told

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {
            **context,
            "submission": self.submission,
            "others": self.present,
            "told": self.told,
        }


def opened(
    submission: Submission, user: Any, present: list[dict[str, Any]], told: str = ""
) -> Presence:
    """Note that this person has the message open, and forget who left long ago."""
    EditingSession.cleanup()
    session = EditingSession.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Submission),
        object_id=str(submission.pk),
        last_seen_at=timezone.now(),
    )
    return Presence(submission, session, present, told)


def others(submission: Submission, user: Any) -> list[dict[str, Any]]:
    """The others on this page by name, those who handle it first; in one query."""
    now = timezone.now()
    found: dict[int, dict[str, Any]] = {}
    for session in _sessions(submission).exclude(user_id=user.pk):
        handles = session.is_editing and session.last_seen_at > now - HANDLING
        if handles or session.last_seen_at > now - LOOKING:
            row = found.setdefault(
                session.user_id, {"name": name_of(session.user), "handles": False}
            )
            row["handles"] = row["handles"] or handles
    return sorted(found.values(), key=lambda row: (not row["handles"], row["name"]))


def _sessions(submission: Submission) -> Any:
    return EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(Submission),
        object_id=str(submission.pk),
    ).select_related("user")


def ping(request: HttpRequest, submission: Submission, session_id: int) -> JsonResponse:
    """Wagtail's answer, with our words, and the news when the message has changed since."""
    options = Submission._meta
    response = wagtails_ping(
        request, options.app_label, options.model_name, str(submission.pk), session_id
    )
    if response.status_code != 200:
        return response  # type: ignore[no-any-return]
    answer = json.loads(response.content)
    seen = version_in(request.POST.get("version", ""))
    changed = seen is not None and seen != submission.version
    answer["ping_url"] = ping_address(submission, answer["session_id"])
    answer["html"] = render_to_string(
        "moderation/admin/presence_words.html",
        {
            "others": others(submission, request.user),
            "news": last_decision(submission) if changed else None,
            "submission": submission,
            "told": request.POST.get("told", ""),
        },
        request=request,
    )
    return JsonResponse(answer)


def ping_address(submission: Submission, session_id: int) -> str:
    return reverse("desk:presence", args=[submission.reference, session_id])


def release_address(session: EditingSession) -> str:
    return reverse("wagtailadmin_editing_sessions:release", args=[session.pk])
