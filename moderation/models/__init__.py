from .audit import AuditEvent, AuditItem
from .check_lists import CheckLists
from .contact import Contact
from .counters import Counter
from .follow_ups import FollowUp, ReplyRating
from .messages import Message, ReplyTemplate
from .notes import Note
from .originals import Original
from .outbox import OutboxMail, StaffMail
from .rules import ModerationRule
from .rules_page import ModerationRulesPage
from .settings import ModerationSettings
from .staff import StaffPreferences
from .submission import Submission, SubmissionQuerySet
from .tasks import HandlingTask, PublicationTask, ScreeningTask
from .undo import UndoableDecision

__all__ = [
    "AuditEvent",
    "AuditItem",
    "CheckLists",
    "Contact",
    "Counter",
    "FollowUp",
    "HandlingTask",
    "Message",
    "ModerationRule",
    "ModerationRulesPage",
    "ModerationSettings",
    "Note",
    "Original",
    "OutboxMail",
    "PublicationTask",
    "ReplyRating",
    "ReplyTemplate",
    "ScreeningTask",
    "StaffMail",
    "StaffPreferences",
    "Submission",
    "SubmissionQuerySet",
    "UndoableDecision",
]
