"""What comments tell the desk, and Wagtail's workflow settings and reports."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.spreadsheets import Cell
from initiatives.desk import DONE, HELP
from initiatives.models import Comment, Initiative
from moderation.desk.decisions import Decision
from moderation.desk.item import Step
from moderation.desk.item import steps as usual_steps
from moderation.desk.kinds import DeskKind, Words
from moderation.models import Submission
from moderation.viewsets import SubmissionViewSet

OWN_HELP: dict[Decision, str | Promise] = {
    Decision.APPROVE: _("Everybody can read it on the site, below what it is about."),
    Decision.RETURN: _(
        "The writer is given a date. If they do not correct the comment by then, it is "
        "not published."
    ),
    Decision.OVERTURN: HELP[Decision.OVERTURN],
    Decision.UNPUBLISH: _("The comment leaves the public pages at once."),
}


class CommentOnDesk(DeskKind):
    model = Comment
    icon = "comment"
    has_wishes = False
    shown_when_approved = True

    def help(self, submission: Submission) -> dict[Decision, str | Promise]:
        return OWN_HELP

    def done(self, submission: Submission) -> dict[Decision, str | Promise]:
        return DONE

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        rows = Comment.objects.filter(pk__in=list(ids)).values_list(
            "pk", "message", "subject__title"
        )
        label = str(Comment._meta.verbose_name).capitalize()
        return {pk: Words(label, text, about=title) for pk, text, title in rows}

    def columns(self) -> dict[str, str | Promise]:
        return {"comment_on": _("Comment on")}

    def cells(
        self, submissions: Sequence[Submission], *, texts: bool
    ) -> dict[int, dict[str, Cell]]:
        comments = [each for each in submissions if isinstance(each, Comment)]
        about = dict(
            Initiative.objects.filter(
                pk__in={each.subject_id for each in comments}
            ).values_list("pk", "reference")
        )
        return {each.pk: {"comment_on": about[each.subject_id]} for each in comments}

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

    def steps(self, submission: Submission) -> list[Step]:
        """Checked, and then shown: nobody replies to it."""
        found = usual_steps(submission)
        if not found:
            return []
        shown = pgettext("step of an initiative", "Public")
        public = submission.is_public
        note = pgettext("step", "done") if public else ""
        return [found[0], Step(shown, note, done=public)]


class CommentViewSet(SubmissionViewSet):
    model = Comment
