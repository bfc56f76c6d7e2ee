"""What the sender is asked after the reply, on the receipt page."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import ChoiceField, ResidentForm, TextField
from core.forms.widgets import TextArea

from .enums import Helped, Later
from .models import Contact, FollowUp, ReplyRating, Submission
from .sender_forms import LONGEST
from .services.follow_up import can_rate, can_tell_change, day_of_question


class RatingForm(ResidentForm):
    helped = ChoiceField(
        label=_("Did this reply help you?"),
        choices=Helped,
        error_messages={"required": _("Choose whether the reply helped you.")},
    )
    more = TextField(
        label=_("What is still unclear?"),
        help_text=_(
            "If you write to us and the reply did not help, or only partly, we will reply "
            "to you again."
        ),
        required=False,
        max_length=LONGEST,
        widget=TextArea(4, {"data-check-personal-data": ""}),
    )
    ask_later = ChoiceField(
        label=_("May we ask you later whether things got better?"),
        choices=[("yes", _("Yes, you may ask")), ("no", _("No, do not ask"))],
        required=False,
    )

    def __init__(
        self, *args: Any, submission: Submission, now: datetime, **kwargs: Any
    ) -> None:
        """Filled in with what was said of this reply before; the later question is put to
        those alone whom we can reach and have not asked."""
        rating = ReplyRating.objects.filter(submission=submission).first()
        later = FollowUp.objects.filter(submission=submission).first()
        self.said = _of_latest_reply(rating, submission)
        self.said_label = Helped(self.said).label if self.said else ""
        kwargs["initial"] = {
            "helped": self.said,
            "ask_later": "yes" if later else "no" if self.said else None,
        }
        super().__init__(*args, **kwargs)
        reachable = Contact.objects.filter(submission=submission).exists()
        if not reachable or (later and later.asked_at):
            del self.fields["ask_later"]
            return
        day = later.ask_at if later else day_of_question(now)
        self.fields["ask_later"].help_text = _(
            "We send you one question by email on %(date)s. We keep your email address "
            "until then."
        ) % {"date": date_format(timezone.localtime(day), "SHORT_DATE_FORMAT")}


class LaterForm(ResidentForm):
    outcome = ChoiceField(
        label=_("How are things now, compared with the time before our reply?"),
        choices=Later,
        error_messages={"required": _("Choose how things are now.")},
    )
    more = TextField(
        label=_("Do you want to tell more?"),
        help_text=_(
            "We read your text but do not reply to it. If you need a reply, give new feedback."
        ),
        required=False,
        max_length=LONGEST,
        widget=TextArea(4, {"data-check-personal-data": ""}),
    )

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        self.said = follow_up.outcome
        self.said_label = follow_up.get_outcome_display()
        kwargs["initial"] = {"outcome": follow_up.outcome}
        super().__init__(*args, **kwargs)


def rating_form(
    submission: Submission, now: datetime, data: Any = None
) -> RatingForm | None:
    """None while there is no reply, or when it is too late."""
    if not can_rate(submission, now):
        return None
    return RatingForm(data, submission=submission, now=now)


def later_form(
    submission: Submission, now: datetime, data: Any = None
) -> LaterForm | None:
    """None where it was not asked, or long ago."""
    follow_up = FollowUp.objects.filter(submission=submission).first()
    if follow_up is None or not can_tell_change(follow_up, now):
        return None
    return LaterForm(data, follow_up=follow_up)


def follow_up_context(submission: Submission, now: datetime) -> dict[str, Any]:
    """For the receipt: the later question, else that about the reply."""
    later = later_form(submission, now)
    return {
        "later_form": later,
        "rating_form": None if later else rating_form(submission, now),
    }


def _of_latest_reply(rating: ReplyRating | None, submission: Submission) -> str:
    """What was said of the latest reply; of an earlier one it is said no more."""
    answered_at = submission.answered_at
    current = rating and answered_at and rating.at >= answered_at
    return rating.helped if rating and current else ""
