from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .messages import Message, ReplyTemplate
from .originals import Original
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
    "HandlingTask",
    "Message",
    "ModerationSettings",
    "Original",
    "OutboxMail",
    "PublicationTask",
    "ReplyTemplate",
    "ScreeningTask",
    "Submission",
    "SubmissionQuerySet",
]
