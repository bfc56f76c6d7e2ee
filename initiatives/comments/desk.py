"""What comments tell the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from initiatives.models import Comment
from moderation.desk.kinds import DeskKind, Words
from moderation.models import Submission
from moderation.viewsets import SubmissionViewSet


class CommentOnDesk(DeskKind):
    model = Comment
    icon = "comment"

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Comment.objects.filter(pk__in=list(ids)).values_list("pk", "message")
        label = str(Comment._meta.verbose_name).capitalize()
        return {pk: Words(label, text) for pk, text in rows}

    def label(self, submission: Submission) -> str:
        return str(Comment._meta.verbose_name).capitalize()

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        assert isinstance(submission, Comment)
        initiative = submission.subject
        about = f"{initiative.reference} {initiative.title}"
        rows = [(str(_("Comment on")), about)]
        if submission.name:
            rows.append((str(_("Name that is shown")), submission.name))
        return rows


class CommentViewSet(SubmissionViewSet):
    model = Comment
