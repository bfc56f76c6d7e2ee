"""What feedback tells the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback_forms.enums import FeedbackKind
from feedback_forms.models import Feedback
from moderation.desk.kinds import DeskKind, Words
from moderation.models import Submission
from moderation.viewsets import SubmissionViewSet


class FeedbackOnDesk(DeskKind):
    model = Feedback
    icon = "comment"

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Feedback.objects.filter(pk__in=list(ids)).values_list(
            "pk", "kind", "message"
        )
        return {
            pk: Words(str(FeedbackKind(kind).label), text) for pk, kind, text in rows
        }

    def search(self, words: str) -> Q:
        return Q(feedback__message__icontains=words)

    def filters(self) -> dict[str, Any]:
        return {
            "kind": django_filters.ChoiceFilter(
                label=_("Kind of feedback"),
                field_name="feedback__kind",
                choices=FeedbackKind,
                empty_label=_("All"),
            )
        }

    def label(self, submission: Submission) -> str:
        assert isinstance(submission, Feedback)
        return submission.get_kind_display()

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        assert isinstance(submission, Feedback)
        rows = [(str(_("Sender")), submission.get_role_display())]
        if submission.recommendation is not None:
            rows.append(
                (str(_("Would recommend, 0–10")), str(submission.recommendation))
            )
        return rows


class FeedbackViewSet(SubmissionViewSet):
    model = Feedback
