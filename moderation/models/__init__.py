from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .messages import Message, ReplyTemplate
from .originals import Original
from .outbox import OutboxMail
from .rules import ModerationRule
from .rules_page import ModerationRulesPage
from .settings import ModerationSettings
from .submission import Submission, SubmissionQuerySet
from .tasks import HandlingTask, PublicationTask, ScreeningTask
from .undo import UndoableDecision

__all__ = [
    "AuditEvent",
    "AuditItem",
    "CheckLists",
    "Contact",
    "Counter",
    "HandlingTask",
    "Message",
    "ModerationRule",
    "ModerationRulesPage",
    "ModerationSettings",
    "Original",
    "OutboxMail",
    "PublicationTask",
    "ReplyTemplate",
    "ScreeningTask",
    "Submission",
    "SubmissionQuerySet",
    "UndoableDecision",
]
