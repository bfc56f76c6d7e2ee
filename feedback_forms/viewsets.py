"""What feedback tells the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from feedback_forms.enums import FeedbackKind, FormKind
from feedback_forms.models import Feedback, Recommendation
from moderation.desk.kinds import DeskKind, Words
from moderation.models import Submission
from moderation.viewsets import SubmissionViewSet


class FeedbackOnDesk(DeskKind):
    model = Feedback
    icon = "comment"

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Feedback.objects.filter(pk__in=list(ids)).values_list(
            "pk", "kind", "form", "message"
        )
        return {
            pk: Words(str((FeedbackKind(kind) if kind else FormKind(form)).label), text)
            for pk, kind, form, text in rows
        }

    def filters(self) -> dict[str, Any]:
        return {
            "kind": django_filters.ChoiceFilter(
                label=_("Kind of feedback"),
                field_name="feedback__kind",
                choices=FeedbackKind,
                empty_label=_("All"),
            ),
            "form": django_filters.ChoiceFilter(
                label=_("Form"),
                field_name="feedback__form",
                choices=FormKind,
                empty_label=_("All"),
            ),
        }

    def label(self, submission: Submission) -> str:
        assert isinstance(submission, Feedback)
        return submission.kind_label

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        assert isinstance(submission, Feedback)
        rows = [(str(_("Form")), submission.get_form_display())]
        if submission.role:
            rows.append((str(_("Sender")), submission.get_role_display()))
        answer = Recommendation.objects.filter(feedback=submission).first()
        if answer:
            rows.append((str(_("Would recommend, 0–10")), str(answer.score)))
        return rows


class FeedbackViewSet(SubmissionViewSet):
    model = Feedback
