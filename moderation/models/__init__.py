from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .follow_ups import FollowUp, ReplyRating
from .messages import Message, ReplyTemplate
from .outbox import OutboxMail
from .settings import ModerationSettings
from .submission import Submission, SubmissionQuerySet
from .tasks import HandlingTask, PublicationTask, ScreeningTask

__all__ = [
    "AuditEvent",
    "AuditItem",
    "CheckLists",
    "Contact",
    "Counter",
    "FollowUp",
    "HandlingTask",
    "Message",
    "ModerationSettings",
    "OutboxMail",
    "PublicationTask",
    "ReplyRating",
    "ReplyTemplate",
    "ScreeningTask",
    "Submission",
    "SubmissionQuerySet",
]
