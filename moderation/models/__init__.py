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
from .saved_views import SavedView
from .settings import ModerationSettings
from .staff import StaffPreferences
from .submission import Submission, SubmissionQuerySet
from .tasks import HandlingTask, PublicationTask, ScreeningTask
from .undo import UndoableDecision
from .words import MessageWords

__all__ = [
    "AuditEvent",
    "AuditItem",
    "CheckLists",
    "Contact",
    "Counter",
    "FollowUp",
    "HandlingTask",
    "Message",
    "MessageWords",
    "ModerationRule",
    "ModerationRulesPage",
    "ModerationSettings",
    "Note",
    "Original",
    "OutboxMail",
    "PublicationTask",
    "ReplyRating",
    "ReplyTemplate",
    "SavedView",
    "ScreeningTask",
    "StaffMail",
    "StaffPreferences",
    "Submission",
    "SubmissionQuerySet",
    "UndoableDecision",
]
