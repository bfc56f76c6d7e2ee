"""What comments tell the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Comment
from moderation.desk.decisions import Decision
from moderation.desk.kinds import DeskKind, Words
from moderation.models import Submission
from moderation.viewsets import SubmissionViewSet

D = Decision

HELP: dict[Decision, str | Promise] = {
    D.APPROVE: _("Everybody can read it on the site, below what it is about."),
    D.RETURN: _(
        "The writer is given a date. If they do not correct the comment by then, it is "
        "not published."
    ),
    D.OVERTURN: _("It is published as if it had been approved."),
    D.UNPUBLISH: _("The comment leaves the public pages at once."),
}
DONE: dict[Decision, str | Promise] = {
    D.APPROVE: _("You approved %(reference)s. It will be published."),
    D.OVERTURN: _(
        "You changed the decision about %(reference)s. It will be published."
    ),
}


class CommentOnDesk(DeskKind):
    model = Comment
    icon = "comment"
    has_wishes = False

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Comment.objects.filter(pk__in=list(ids)).values_list(
            "pk", "message", "subject__title"
        )
        label = str(Comment._meta.verbose_name).capitalize()
        return {pk: Words(label, text, about=title) for pk, text, title in rows}

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

    def help(self, submission: Submission) -> dict[Decision, str | Promise]:
        return HELP

    def done(self, submission: Submission) -> dict[Decision, str | Promise]:
        return DONE


class CommentViewSet(SubmissionViewSet):
    model = Comment
