from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .messages import Message, ReplyTemplate
from .notes import Note
from .outbox import OutboxMail, StaffMail
from .settings import ModerationSettings
from .staff import StaffPreferences
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
    "Note",
    "OutboxMail",
    "PublicationTask",
    "ReplyTemplate",
    "ScreeningTask",
    "StaffMail",
    "StaffPreferences",
    "Submission",
    "SubmissionQuerySet",
]
