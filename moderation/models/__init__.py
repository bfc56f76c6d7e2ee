from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .messages import Message, ReplyTemplate
from .outbox import OutboxMail
from .saved_views import SavedView
from .settings import ModerationSettings
from .submission import Submission, SubmissionQuerySet
from .tasks import HandlingTask, PublicationTask, ScreeningTask
from .words import MessageWords

__all__ = [
    "AuditEvent",
    "AuditItem",
    "CheckLists",
    "Contact",
    "Counter",
    "HandlingTask",
    "Message",
    "MessageWords",
    "ModerationSettings",
    "OutboxMail",
    "PublicationTask",
    "ReplyTemplate",
    "SavedView",
    "ScreeningTask",
    "Submission",
    "SubmissionQuerySet",
]
