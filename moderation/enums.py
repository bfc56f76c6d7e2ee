"""States of submissions, what may follow what, and the words of decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionState(models.TextChoices):
    """The one truth for residents and desk; changed only by moderation.services."""

    RECEIVED = "received", _("Received")
    SCREENING = "screening", _("Being checked")
    WAITING = "waiting", _("Waiting for the sender")
    HANDLING = "handling", _("Being handled")
    PUBLICATION = "publication", _("Publication to be approved")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Handled without a reply")
    REJECTED = "rejected", _("Not accepted")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = SubmissionState

# What may follow what. A corrected or restored message starts anew from RECEIVED.
# A test walks every cell.
TRANSITIONS: dict[SubmissionState, frozenset[SubmissionState]] = {
    S.RECEIVED: frozenset({S.RECEIVED, S.SCREENING, S.HANDLING, S.SPAM, S.WITHDRAWN}),
    S.SCREENING: frozenset(
        {S.RECEIVED, S.WAITING, S.HANDLING, S.CLOSED, S.REJECTED, S.SPAM, S.WITHDRAWN}
    ),
    S.WAITING: frozenset({S.RECEIVED, S.SCREENING, S.HANDLING, S.WITHDRAWN}),
    S.HANDLING: frozenset(
        {S.RECEIVED, S.WAITING, S.PUBLICATION, S.ANSWERED, S.CLOSED, S.WITHDRAWN}
    ),
    S.PUBLICATION: frozenset({S.RECEIVED, S.ANSWERED, S.WITHDRAWN}),
    S.ANSWERED: frozenset({S.WITHDRAWN}),
    S.CLOSED: frozenset({S.WITHDRAWN}),
    S.REJECTED: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.SPAM: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}

# Somebody has to do something.
OPEN = frozenset({S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING, S.PUBLICATION})
# The sender may still change the text.
CORRECTABLE = frozenset({S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING, S.REJECTED})
# The sender may write more.
CAN_ADD = frozenset({S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING})
# Nothing more will happen by itself.
ENDED = frozenset({S.ANSWERED, S.CLOSED, S.REJECTED, S.SPAM, S.WITHDRAWN})


class Channel(models.TextChoices):
    WEB = "web", _("Web")
    PAPER = "paper", _("Paper")
    PHONE = "phone", _("Phone")


class Flag(models.TextChoices):
    """What the automatic checks noticed. A flag hides nothing by itself."""

    IDENTITY_CODE = "identity-code", _("Personal identity code")
    PHONE = "phone", _("Phone number")
    EMAIL = "email", _("E-mail address")
    ADDRESS = "address", _("Street address")
    HEALTH_NAME = "health-name", _("Health near a name")
    LINK = "link", _("Link")
    SHOUTING = "shouting", _("Shouting")
    REPEATED = "repeated", _("Repetition")
    SPAM = "spam", _("Suspected spam")


# Personal data: the sender is shown these before the text is stored.
TOLD_TO_SENDER = frozenset(
    {Flag.IDENTITY_CODE, Flag.PHONE, Flag.EMAIL, Flag.ADDRESS, Flag.HEALTH_NAME}
)


class Action(models.TextChoices):
    """What was done to a submission; the words of the history and the audit log."""

    RECEIVED = "received", _("Received")
    STARTED = "started", _("Screening started")
    APPROVED = "approved", _("Approved in screening")
    ASKED = "asked", _("Sender asked")
    ANSWERED_QUESTION = "answered-question", _("Sender answered")
    WENT_ON = "went-on", _("Went on without an answer")
    ADDED = "added", _("Sender added")
    CORRECTED = "corrected", _("Sender corrected")
    REJECTED = "rejected", _("Not accepted")
    SPAM = "marked-spam", _("Marked as spam")
    RESTORED = "restored", _("Returned to screening")
    REPLIED = "replied", _("Replied")
    CLOSED = "closed", _("Closed without a reply")
    PUBLISHED = "published", _("Published")
    NOT_PUBLISHED = "not-published", _("Publication declined")
    UNPUBLISHED = "unpublished", _("Taken from publication")
    WITHDRAWN = "withdrawn", _("Withdrawn by the sender")
    ASSIGNED = "assigned", _("Assigned")
    READ = "read", _("Read")
    CONTACT_READ = "contact-read", _("Contact details read")
    ERASED = "erased", _("Personal data erased")
    EXPORTED = "exported", _("Exported")
    IMPORTED = "imported", pgettext_lazy("event in the log", "Imported")


class MessageKind(models.TextChoices):
    """What a message in the conversation with the sender is."""

    QUESTION = "question", _("Question to the sender")
    ANSWER = "answer", _("Sender's answer")
    ADDITION = "addition", _("Sender's addition")
    REPLY = "reply", _("Reply")
    REJECTION = "rejection", _("Reason for not accepting")


FROM_SENDER = frozenset({MessageKind.ANSWER, MessageKind.ADDITION})


class MailTemplate(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    QUESTION = "question", _("Question to the sender")
    REPLY = "reply", _("Reply")
    REJECTION = "rejection", _("Not accepted")
    PUBLISHED = "published", _("Published")
