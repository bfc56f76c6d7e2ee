"""What the sender sees on the receipt page, worked out before the template."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.steps import Step

from .enums import DECISIONS, WITH_DATE, MessageKind, SubmissionState
from .models import Message, ModerationRule, Submission

S = SubmissionState
UNDER_CHECK = frozenset({S.RECEIVED, S.SCREENING, S.SPAM})
RETURNED = gettext_lazy(
    "We have asked you to correct your message. Please correct it by %(date)s. "
    "If you do not, we will not publish or answer it."
)


def _day(moment: datetime | None) -> str:
    return (
        date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
    )


def status_text(submission: Submission, now: datetime) -> str:
    """Where the message is, in a sentence or two."""
    values = {"unit": submission.handler_name or _("the county"), "date": ""}
    state = submission.state
    # A sender is not told that a machine thought it spam: it is being checked.
    if state in UNDER_CHECK:
        if submission.screen_by < now:
            return _(
                "Checking your message is taking longer than we promised. We are sorry."
            )
        values["date"] = _day(submission.screen_by)
        return _("We are checking your message. We will finish by %(date)s.") % values
    if state == S.WAITING:
        asked = _latest(submission, *WITH_DATE)
        values["date"] = _day(asked.due_at if asked else None)
        if asked and asked.kind == MessageKind.RETURN:
            return RETURNED % values
        return _("We have asked you a question. Please answer by %(date)s.") % values
    if state == S.REVIEW:
        return _review(submission, now, values)
    if state == S.HANDLING:
        return _handling(submission, now, values)
    return _ended(submission, values)


def _review(submission: Submission, now: datetime, values: dict[str, str]) -> str:
    if submission.review_by and submission.review_by < now:
        return _("The review is taking longer than we promised. We are sorry.")
    values["date"] = _day(submission.review_by)
    return (
        _(
            "You asked for a review. Another person does it. "
            "We will tell you the result by %(date)s."
        )
        % values
    )


def _handling(submission: Submission, now: datetime, values: dict[str, str]) -> str:
    if not submission.wants_reply or not submission.answer_by:
        return _("Your message is being handled by %(unit)s.") % values
    if submission.answer_by < now:
        return (
            _("Our reply is late, and we are sorry. It will come from %(unit)s.")
            % values
        )
    values["date"] = _day(submission.answer_by)
    return (
        _(
            "Your message is being handled by %(unit)s. You will get a reply by %(date)s."
        )
        % values
    )


def _ended(submission: Submission, values: dict[str, str]) -> str:
    state = submission.state
    if submission.is_public:
        values["date"] = _day(submission.published_at)
        return str(submission.published_words) % values
    if state in {S.PUBLICATION, S.ANSWERED}:
        values["date"] = _day(submission.answered_at)
        return _("We replied to you on %(date)s.") % values
    values["date"] = _day(submission.ended_at)
    if state == S.WITHDRAWN:
        return (
            _("You withdrew your message on %(date)s. We are no longer handling it.")
            % values
        )
    if state == S.REJECTED:
        return _refused(submission)
    return (
        _("We have read your message and passed it on. Handled on %(date)s.") % values
    )


def _refused(submission: Submission) -> str:
    """Whoever did not want it published is not told that it was not."""
    last = _latest(submission, *DECISIONS)
    if last and last.kind == MessageKind.REVIEWED:
        return _(
            "Another person has reviewed the decision, and it stands. "
            "The reasons are below. You can still correct your message."
        )
    if last and last.kind == MessageKind.RETURN:
        return (
            _(
                "You did not correct your message in time, so we did not publish it. "
                "You can still correct it."
            )
            if submission.publication_consent
            else _(
                "You did not correct your message in time, so we did not handle it. "
                "You can still correct it."
            )
        )
    if submission.rule:
        return (
            _(
                "Your message had something that our rules do not let us publish. "
                "The reason and how to correct it are below."
            )
            if submission.publication_consent
            else _(
                "Your message had something that is against our rules. "
                "The reason and how to correct it are below."
            )
        )
    return (
        _("We did not publish your message. The reason is below.")
        if submission.publication_consent
        else _("We did not handle your message. The reason is below.")
    )


def _latest(submission: Submission, *kinds: MessageKind) -> Message | None:
    rows = [message for message in submission.messages.all() if message.kind in kinds]
    return rows[-1] if rows else None


def heading(submission: Submission) -> str:
    """The page's title."""
    state = submission.state
    if state == S.WITHDRAWN:
        return _("Your message has been withdrawn")
    if state == S.REJECTED:
        return (
            _("We did not publish your message")
            if submission.publication_consent
            else _("We cannot handle your message as it is")
        )
    if state == S.REVIEW:
        return _("Your message is being reviewed")
    if state == S.WAITING and asks_to_correct(submission):
        return _("Please correct your message")
    if state == S.WAITING:
        return _("We need a little more information")
    if state in {S.PUBLICATION, S.ANSWERED}:
        return _("We have replied to you")
    if state == S.CLOSED:
        return _("Your message has been handled")
    return _("Where is your message now?")


def asks_to_correct(submission: Submission) -> bool:
    asked = _latest(submission, *WITH_DATE)
    return bool(asked and asked.kind == MessageKind.RETURN)


def steps(submission: Submission, now: datetime) -> list[Step]:
    """Received, checked, handled, answered and, with consent, published."""
    state = SubmissionState(submission.state)
    if state in {S.WITHDRAWN, S.REJECTED, S.REVIEW}:
        return []
    here = _place(submission, state)
    replied = submission.wants_reply or submission.answered_at is not None
    screen_by = _kept(submission.screen_by, submission, now)
    found = [
        _step(0, here, pgettext("step", "Received"), date=submission.received_at),
        _step(1, here, pgettext("step", "Check"), promise=screen_by),
        _step(2, here, pgettext("step", "Handling"), text=submission.handler_name),
    ]
    if replied:
        answer_by = _kept(submission.answer_by, submission, now)
        found.append(
            _step(
                3,
                here,
                pgettext("step", "Reply"),
                submission.answered_at,
                answer_by,
            )
        )
    if state == S.WAITING:
        found[here] = replace(found[here], text=_what_we_wait_for(submission))
    if replied and (submission.is_public or _may_be_published(submission, state)):
        found.append(
            _step(4, here, pgettext("step", "Publication"), submission.published_at)
        )
    return found


def _kept(
    promise: datetime | None, submission: Submission, now: datetime
) -> datetime | None:
    """The promise, while it can be told: not when its day has passed, nor while we wait
    for the sender, by which time it moves."""
    waiting = submission.state == S.WAITING
    return promise if promise and promise >= now and not waiting else None


def _what_we_wait_for(submission: Submission) -> str:
    if asks_to_correct(submission):
        return _("we are waiting for your correction")
    return _("we are waiting for your answer")


def _may_be_published(submission: Submission, state: SubmissionState) -> bool:
    """Whether publication is still ahead; once it was declined or undone it is not."""
    return submission.publication_consent and state not in {S.ANSWERED, S.CLOSED}


def _place(submission: Submission, state: SubmissionState) -> int:
    """The number of the step that goes on; beyond the last when all is done."""
    if state == S.PUBLICATION:
        return 4
    if state in {S.ANSWERED, S.CLOSED}:
        return 5
    if state == S.HANDLING or (state == S.WAITING and _screened(submission)):
        return 2
    return 1


def _step(
    number: int,
    here: int,
    name: str,
    date: datetime | None = None,
    promise: datetime | None = None,
    text: str = "",
) -> Step:
    if number < here:
        return Step(name, "done", date)
    if promise:
        text = _("by %(date)s") % {"date": _day(promise)}
    return Step(name, "now" if number == here else "next", text=text)


def _screened(submission: Submission) -> bool:
    """Whether the question was asked by the unit, after the check."""
    from .models import HandlingTask
    from .services.workflow import task_state

    current = task_state(submission)
    return bool(current and isinstance(current.task.specific, HandlingTask))


def words_not_said(
    submission: Submission, rule: ModerationRule | None
) -> dict[str, str]:
    """The rule's own words, less those that the moderator's explanation already holds."""
    if rule is None:
        return {}
    message = _latest(submission, MessageKind.REJECTION, MessageKind.RETURN)
    said = message.text.replace("\r\n", "\n") if message else ""
    words = {"why": rule.why(), "mend": rule.mend()}
    return {name: text for name, text in words.items() if text not in said}
