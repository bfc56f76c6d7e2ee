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
    REVIEW = "review", _("To be reviewed")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Handled without a reply")
    REJECTED = "rejected", _("Not accepted")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = SubmissionState

# What may follow what. A corrected or restored message starts anew from RECEIVED; one
# whose reply did not help goes back to who replies. A test walks every cell.
TRANSITIONS: dict[SubmissionState, frozenset[SubmissionState]] = {
    S.RECEIVED: frozenset({S.RECEIVED, S.SCREENING, S.HANDLING, S.SPAM, S.WITHDRAWN}),
    S.SCREENING: frozenset(
        {S.RECEIVED, S.WAITING, S.HANDLING, S.CLOSED, S.REJECTED, S.SPAM, S.WITHDRAWN}
    ),
    S.WAITING: frozenset(
        {S.RECEIVED, S.SCREENING, S.HANDLING, S.REJECTED, S.WITHDRAWN}
    ),
    S.HANDLING: frozenset(
        {S.RECEIVED, S.WAITING, S.PUBLICATION, S.ANSWERED, S.CLOSED, S.WITHDRAWN}
    ),
    S.PUBLICATION: frozenset({S.RECEIVED, S.HANDLING, S.ANSWERED, S.WITHDRAWN}),
    S.ANSWERED: frozenset({S.HANDLING, S.WITHDRAWN}),
    S.CLOSED: frozenset({S.WITHDRAWN}),
    S.REJECTED: frozenset({S.RECEIVED, S.REVIEW, S.WITHDRAWN}),
    S.REVIEW: frozenset(
        {S.RECEIVED, S.SCREENING, S.HANDLING, S.CLOSED, S.REJECTED, S.WITHDRAWN}
    ),
    S.SPAM: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}

# What a decision that was just taken may be taken back to (services/undoing.py).
TAKEN_BACK: dict[SubmissionState, frozenset[SubmissionState]] = {
    S.SCREENING: frozenset({S.SCREENING, S.REVIEW}),
    S.WAITING: frozenset({S.SCREENING, S.HANDLING}),
    S.HANDLING: frozenset({S.SCREENING, S.HANDLING, S.REVIEW}),
    S.PUBLICATION: frozenset({S.HANDLING, S.PUBLICATION}),
    S.ANSWERED: frozenset({S.HANDLING, S.PUBLICATION}),
    S.CLOSED: frozenset({S.SCREENING, S.HANDLING, S.REVIEW}),
    S.REJECTED: frozenset({S.SCREENING, S.REVIEW}),
    S.SPAM: frozenset({S.RECEIVED, S.SCREENING}),
}

# Somebody has to do something.
OPEN = frozenset(
    {S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING, S.PUBLICATION, S.REVIEW}
)
# The sender may still change the text.
CORRECTABLE = frozenset(
    {S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING, S.REJECTED, S.REVIEW}
)
# The sender may write more.
CAN_ADD = frozenset({S.RECEIVED, S.SCREENING, S.WAITING, S.HANDLING})
# Spam that is none, and what was refused by mistake.
RESTORABLE = frozenset({S.SPAM, S.REJECTED})
# The sender has a reply, and can say whether it helped.
REPLIED = frozenset({S.PUBLICATION, S.ANSWERED})
# Nothing more will happen by itself.
ENDED = frozenset({S.ANSWERED, S.CLOSED, S.REJECTED, S.SPAM, S.WITHDRAWN})


class Channel(models.TextChoices):
    WEB = "web", _("Web")
    KIOSK = "kiosk", _("Tablet at the place")
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
    REMINDED = "reminded", _("Sender reminded")
    WENT_ON = "went-on", _("Went on without an answer")
    ADDED = "added", _("Sender added")
    CORRECTED = "corrected", _("Sender corrected")
    RETURNED = "returned", _("Returned for correction")
    LAPSED = "lapsed", _("Not corrected in time")
    REJECTED = "rejected", _("Not accepted")
    REVIEW_ASKED = "review-asked", _("Sender asked for a review")
    UPHELD = "upheld", _("Decision upheld in the review")
    OVERTURNED = "overturned", _("Decision changed in the review")
    UNDONE = "undone", _("Decision undone")
    SPAM = "marked-spam", _("Marked as spam")
    RESTORED = "restored", _("Returned to screening")
    REPLIED = "replied", _("Replied")
    REPLY_CORRECTED = "reply-corrected", _("Reply corrected")
    CLOSED = "closed", _("Closed without a reply")
    PUBLISHED = "published", _("Published")
    NOT_PUBLISHED = "not-published", _("Publication declined")
    UNPUBLISHED = "unpublished", _("Taken from publication")
    OFFERED = "offered", _("Publication to be decided again")
    WITHDRAWN = "withdrawn", _("Withdrawn by the sender")
    CONSENT_WITHDRAWN = "consent-withdrawn", _("Sender forbade publication")
    RATED = "rated", _("Sender said whether the reply helped")
    CAME_BACK = "came-back", _("Came back: the reply did not help")
    FOLLOWED_UP = "followed-up", _("Sender asked whether things got better")
    TOLD_CHANGE = "told-change", _("Sender told whether things got better")
    SEEN = "seen", _("What the sender said after the reply was read")
    ASSIGNED = "assigned", _("Assigned")
    FORWARDED = "forwarded", _("Forwarded")
    NOTED = "noted", _("Internal note written")
    READ = "read", _("Read")
    CONTACT_READ = "contact-read", _("Contact details read")
    REDACTED = "redacted", _("Passages redacted")
    REDACTED_AGAIN = "redacted-again", _("Passages redacted in a new text")
    PASSAGE_RESTORED = "passage-restored", _("Redacted passage restored")
    ORIGINAL_READ = "original-read", _("Original text read")
    FILE_READ = "file-read", _("File opened")
    FILE_REMOVED = "file-removed", _("File removed")
    FILE_RESTORED = "file-restored", _("Removed file put back")
    EXPORTED = "exported", _("Exported")
    ERASED = "erased", _("Personal data erased")
    IMPORTED = "imported", pgettext_lazy("event in the log", "Imported")
    MOVED = "moved", pgettext_lazy("event in the log", "Moved to another stage")
    NEWS_TOLD = "news-told", pgettext_lazy("event in the log", "News told")
    PAPER_KEYED = "paper-keyed", _("Support on paper keyed in")
    PAPER_CORRECTED = "paper-corrected", _("Support on paper corrected")
    PAPER_CLOSED = "paper-closed", _("Support on paper given to be checked")
    PAPER_RETURNED = "paper-returned", _("Support on paper to be keyed in again")
    PAPER_CHECKED = "paper-checked", _("Support on paper checked and counted")
    MERGED = "merged", pgettext_lazy("event in the log", "Suggestions joined")


# Nothing was changed by these.
READINGS = frozenset(
    {Action.READ, Action.CONTACT_READ, Action.ORIGINAL_READ, Action.FILE_READ}
)
# What nobody of the staff does: the sender, or the clock. Of other acts nobody is known
# only when an account has been removed.
BY_NOBODY = frozenset(
    {
        Action.RECEIVED,
        Action.STARTED,
        Action.ANSWERED_QUESTION,
        Action.WENT_ON,
        Action.ADDED,
        Action.CORRECTED,
        Action.LAPSED,
        Action.REVIEW_ASKED,
        Action.WITHDRAWN,
        Action.CONSENT_WITHDRAWN,
        Action.RATED,
        Action.CAME_BACK,
        Action.FOLLOWED_UP,
        Action.TOLD_CHANGE,
        Action.REDACTED_AGAIN,
        Action.ERASED,
        # By a command.
        Action.IMPORTED,
    }
)


class RedactionReason(models.TextChoices):
    """Why a passage is not shown; a mark in its place says it."""

    PERSONAL = "personal", pgettext_lazy("reason of redaction", "personal data")
    HEALTH = "health", pgettext_lazy("reason of redaction", "health information")
    OTHER = "other", pgettext_lazy("reason of redaction", "other")


class ReadingReason(models.TextChoices):
    """Why somebody reads what was redacted; it stands in the log."""

    REDACTION = "redaction", _("I check whether the redaction is right")
    SENDER = "sender", _("The sender asks for their data")
    REVIEW = "review", _("A complaint or a review of our decision")
    DANGER = "danger", _("Somebody may be in danger")
    AUTHORITY = "authority", _("An authority has a right to know it")


class MessageKind(models.TextChoices):
    """What a message in the conversation with the sender is."""

    QUESTION = "question", _("Question to the sender")
    ANSWER = "answer", _("Sender's answer")
    ADDITION = "addition", _("Sender's addition")
    REPLY = "reply", _("Reply")
    CORRECTED_REPLY = "corrected-reply", _("Reply that was corrected later")
    REJECTION = "rejection", _("Reason for not accepting")
    RETURN = "return", _("What to correct")
    REVIEW = "review", _("Request for a review")
    REVIEWED = "reviewed", _("Result of the review")
    FOLLOW_UP = "follow-up", _("Sender on the reply")
    FILE_REMOVED = "file-removed", _("File removed")


FROM_SENDER = frozenset(
    {
        MessageKind.ANSWER,
        MessageKind.ADDITION,
        MessageKind.REVIEW,
        MessageKind.FOLLOW_UP,
    }
)
# Why a message was not published.
DECISIONS = frozenset({MessageKind.REJECTION, MessageKind.RETURN, MessageKind.REVIEWED})
# What the sender is given a date for.
WITH_DATE = frozenset({MessageKind.QUESTION, MessageKind.RETURN})


class TemplateKind(models.TextChoices):
    """What a text of the staff's own is the beginning of."""

    REPLY = "reply", _("Reply")
    QUESTION = "question", _("Question to the sender")
    RETURN = "return", _("What to correct")
    REJECTION = "rejection", _("Reason for not accepting")


class Helped(models.TextChoices):
    """Whether a reply helped its reader."""

    YES = "yes", pgettext_lazy("the reply helped", "Yes")
    PARTLY = "partly", pgettext_lazy("the reply helped", "Partly")
    NO = "no", pgettext_lazy("the reply helped", "No")


# With a text they need another reply.
COMES_BACK = frozenset({Helped.PARTLY, Helped.NO})


class Later(models.TextChoices):
    """How things are some weeks after the reply."""

    BETTER = "better", pgettext_lazy("things are", "Better")
    SAME = "same", pgettext_lazy("things are", "The same")
    WORSE = "worse", pgettext_lazy("things are", "Worse")
    UNKNOWN = "unknown", pgettext_lazy("things are", "I cannot say")


# Somebody of the staff is to know of these, also when they are said without words.
TOLD_TO_STAFF = frozenset({Helped.NO, Later.WORSE})


class MailTemplate(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    FOLLOW_UP = "follow-up", _("Did things get better?")
    QUESTION = "question", _("Question to the sender")
    REPLY = "reply", _("Reply")
    CORRECTED_REPLY = "corrected-reply", _("Corrected reply")
    REJECTION = "rejection", _("Not accepted")
    PUBLISHED = "published", _("Published")
    RETURN = "return", _("Returned for correction")
    LAPSED = "lapsed", _("Not corrected in time")
    UPHELD = "upheld", _("Decision upheld in the review")
    OVERTURNED = "overturned", _("Decision changed in the review")
    REMINDER = "reminder", _("Reminder to the sender")


class StaffMailKind(models.TextChoices):
    """What the staff are written to about; never what a resident wrote."""

    DIGEST = "digest", _("Daily digest")
    NEW_MESSAGE = "new-message", _("New message")
