"""What feedback tells the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_filters
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from core.spreadsheets import Cell
from feedback_forms.enums import Face, FeedbackKind, FormKind, SenderRole
from feedback_forms.models import (
    FaceAnswer,
    Feedback,
    NpsTarget,
    Recommendation,
    ScaleAnswer,
)
from moderation.desk.kinds import DeskKind, Words, labels
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

    def columns(self) -> dict[str, str | Promise]:
        return {
            "form": _("Form"),
            "kind": _("Kind of feedback"),
            "role": _("Sender"),
            "recommendation": _("Would recommend, 0–10"),
            "face": _("Face"),
        }

    def cells(
        self, submissions: Sequence[Submission], *, texts: bool
    ) -> dict[int, dict[str, Cell]]:
        scores = dict(
            Recommendation.objects.filter(feedback__in=submissions).values_list(
                "feedback_id", "score"
            )
        )
        faces = dict(
            FaceAnswer.objects.filter(feedback__in=submissions).values_list(
                "feedback_id", "face"
            )
        )
        forms, asked, roles = labels(FormKind), labels(FeedbackKind), labels(SenderRole)
        tapped = labels(Face)
        return {
            each.pk: {
                "form": forms[each.form],
                "kind": asked.get(each.kind, ""),
                "role": roles.get(each.role, ""),
                "recommendation": scores.get(each.pk),
                "face": tapped.get(faces.get(each.pk, ""), ""),
            }
            for each in submissions
            if isinstance(each, Feedback)
        }

    def label(self, submission: Submission) -> str:
        assert isinstance(submission, Feedback)
        return submission.kind_label

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        assert isinstance(submission, Feedback)
        rows = [(str(_("Form")), submission.get_form_display())]
        if submission.role:
            rows.append((str(_("Sender")), submission.get_role_display()))
        if submission.page_address:
            rows.append((str(_("Page with the problem")), submission.page_address))
        if submission.aid:
            rows.append((str(_("Aid")), submission.aid))
        return [*rows, *answers_of(submission)]


def answers_of(feedback: Feedback) -> Iterator[tuple[str, str]]:
    """What was answered with a tap or a choice, as its form could ask for it."""
    if feedback.form == FormKind.ACCESSIBILITY:
        return
    if feedback.form == FormKind.PICTURE:
        for face in FaceAnswer.objects.filter(feedback=feedback):
            yield str(_("Face")), face.get_face_display()
        return
    for answer in Recommendation.objects.filter(feedback=feedback):
        yield str(_("Would recommend, 0–10")), str(answer.score)
    if feedback.form == FormKind.IN_DEPTH:
        rows = ScaleAnswer.objects.filter(feedback=feedback).order_by("pk")
        for each in rows.select_related("question"):
            agrees = gettext("%(value)s of 5") % {"value": each.value}
            yield each.question.name, agrees


class FeedbackViewSet(SubmissionViewSet):
    model = Feedback


class NpsTargetViewSet(ModelViewSet):  # type: ignore[misc]
    """Edited by staff; deleted by nobody, since old figures are compared with it."""

    model = NpsTarget
    add_to_settings_menu = True
    menu_order = 125
    url_prefix = "suosittelutavoitteet"
    icon = "table"
    form_fields = ["year", "nps", "share_of_units"]
    list_display = ["year", "nps", "share_of_units"]
    list_per_page = 25
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
