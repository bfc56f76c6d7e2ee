"""What the receipt of an initiative or a suggestion says of where it is."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatives.enums import Stage
from initiatives.models import Initiative
from moderation.enums import MessageKind, SubmissionState
from moderation.services.sender import waited_for

S = Stage


def day(moment: datetime | None) -> str:
    return (
        date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
    )


def heading(initiative: Initiative, stage: Stage) -> str:
    """The page's title."""
    suggestion = initiative.is_suggestion
    if stage == S.WITHDRAWN:
        return (
            _("Your suggestion has been withdrawn")
            if suggestion
            else _("Your initiative has been withdrawn")
        )
    if _asked(initiative, stage):
        return _("We need a little more information")
    if stage == S.CORRECTION:
        return (
            _("Please correct your suggestion")
            if suggestion
            else _("Please correct your initiative")
        )
    if stage == S.REJECTED:
        return (
            _("We did not publish your suggestion")
            if suggestion
            else _("We did not publish your initiative")
        )
    return (
        _("Where is your suggestion now?")
        if suggestion
        else _("Where is your initiative now?")
    )


def status_text(initiative: Initiative, stage: Stage, now: datetime) -> str:
    """Where it is, in a sentence or two."""
    if _asked(initiative, stage):
        asked = waited_for(initiative)
        date = day(asked.due_at if asked else None)
        return _("We have asked you a question. Please answer by %(date)s.") % {
            "date": date
        }
    say = WORDS.get(stage)
    return say(initiative, now) if say else str(stage.label)


def _asked(initiative: Initiative, stage: Stage) -> bool:
    """Whether we wait for an answer, rather than for a correction."""
    return initiative.state == SubmissionState.WAITING and stage != S.CORRECTION


def _checked(initiative: Initiative, now: datetime) -> str:
    if initiative.screen_by < now:
        return _("Checking the texts is taking longer than we promised. We are sorry.")
    return _(
        "We are checking that the texts can be published. We will finish by %(date)s."
    ) % {"date": day(initiative.screen_by)}


def _correction(initiative: Initiative, now: datetime) -> str:
    asked = waited_for(initiative)
    return _(
        "We have asked you to correct the texts. Please correct them by %(date)s. "
        "If you do not, we will not publish them."
    ) % {"date": day(asked.due_at if asked else None)}


def _published(initiative: Initiative, now: datetime) -> str:
    if initiative.is_suggestion:
        return _("We have received your suggestion. Others can read and support it.")
    return _("We have published your initiative. Others can read it.")


def _collecting(initiative: Initiative, now: datetime) -> str:
    if initiative.collects_until and initiative.collects_until < now:
        return _("The time for support is over. The initiative goes to the county.")
    return _(
        "Your initiative collects support until %(date)s. Then it goes to the county."
    ) % {"date": day(initiative.collects_until)}


def _sent(initiative: Initiative, now: datetime) -> str:
    if initiative.acknowledge_by and initiative.acknowledge_by < now:
        return _("Our answer on who handles it is late. We are sorry.")
    return _(
        "Your initiative is with the county. By %(date)s you will be told who handles it."
    ) % {"date": day(initiative.acknowledge_by)}


def _registered(initiative: Initiative, now: datetime) -> str:
    return _(
        "The county has registered your initiative. Registry number: %(number)s"
    ) % {"number": initiative.registry_number or "–"}


def _handling(initiative: Initiative, now: datetime) -> str:
    body = initiative.handling_body
    return _("Your initiative is being handled. Handled by: %(body)s") % {
        "body": body.name if body else _("the county")
    }


def _heard(initiative: Initiative, now: datetime) -> str:
    return _("The county has heard the initiators. The decision comes next.")


def _answered(initiative: Initiative, now: datetime) -> str:
    return _("You have an answer. You can read it on the public page.")


def _rejected(initiative: Initiative, now: datetime) -> str:
    if initiative.state == SubmissionState.REVIEW:
        return _(
            "You asked for a review. Another person does it. "
            "We will tell you the result by %(date)s."
        ) % {"date": day(initiative.review_by)}
    if initiative.messages.filter(kind=MessageKind.REVIEWED).exists():
        return _(
            "Another person has reviewed the decision, and it stands. "
            "The reasons are below. You can still correct the texts."
        )
    return _("We did not publish the texts. The reason is below. You can correct them.")


def _withdrawn(initiative: Initiative, now: datetime) -> str:
    return _("You withdrew it on %(date)s. We have deleted its texts.") % {
        "date": day(initiative.ended_at)
    }


def _considered(initiative: Initiative, now: datetime) -> str:
    return _("The county is considering your suggestion.")


def _planned(initiative: Initiative, now: datetime) -> str:
    return _("The county has planned to do what you suggest.")


WORDS: dict[Stage, Callable[[Initiative, datetime], str]] = {
    **dict.fromkeys((S.MADE, S.SCREENING), _checked),
    S.CORRECTION: _correction,
    **dict.fromkeys((S.PUBLISHED, S.RECEIVED), _published),
    S.COLLECTING: _collecting,
    S.SENT: _sent,
    S.REGISTERED: _registered,
    S.HANDLING: _handling,
    S.HEARD: _heard,
    **dict.fromkeys(
        (S.DECIDED, S.DONE, S.NOT_DONE, S.ARCHIVED, S.NOT_NOW, S.MERGED), _answered
    ),
    S.CONSIDERED: _considered,
    S.PLANNED: _planned,
    S.REJECTED: _rejected,
    S.WITHDRAWN: _withdrawn,
}


def acts(initiative: Initiative) -> dict[str, str]:
    """The words of what can be done with it, in the language of the moment."""
    if initiative.is_suggestion:
        return {
            "where": _("Where is your suggestion now?"),
            "correct": _("Correct your suggestion"),
            "save_link": _(
                "Save the tracking link. It shows you how things are moving, and you can "
                "correct or withdraw your suggestion. Keep the link safe, because anyone "
                "who has it can open your suggestion."
            ),
            "can_correct": _(
                "You can correct the texts until they are published. You can withdraw "
                "the suggestion until it is done or answered."
            ),
            "can_withdraw": _(
                "The texts can no longer be changed. You can withdraw the suggestion "
                "until it is done or answered."
            ),
            "withdraw": _("Withdraw the suggestion"),
            "withdraw_question": _("Do you want to withdraw the suggestion?"),
            "withdraw_lead": _(
                "We will no longer show it on our pages. We delete its texts and "
                "supports, and tell those who follow it. You cannot get it back, but you "
                "can make a new one."
            ),
            "withdraw_yes": _("Yes, withdraw the suggestion"),
            "withdraw_no": _("No, keep the suggestion"),
        }
    return {
        "where": _("Where is your initiative now?"),
        "correct": _("Correct your initiative"),
        "save_link": _(
            "Save the tracking link. It shows you how things are moving, and you can "
            "correct or withdraw the initiative. Keep the link safe, because anyone who "
            "has it can open your initiative."
        ),
        "can_correct": _(
            "You can correct the texts until they are published. You can withdraw the "
            "initiative until it has been decided on."
        ),
        "can_withdraw": _(
            "The texts can no longer be changed. You can withdraw the initiative until "
            "it has been decided on."
        ),
        "withdraw": _("Withdraw the initiative"),
        "withdraw_question": _("Do you want to withdraw the initiative?"),
        "withdraw_lead": _(
            "We will stop handling it, and it will no longer be shown on our pages. We "
            "delete its texts, files and supporters, and tell those who follow it. You "
            "cannot get it back, but you can make a new one."
        ),
        "withdraw_yes": _("Yes, withdraw the initiative"),
        "withdraw_no": _("No, keep the initiative"),
    }
