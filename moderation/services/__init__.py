"""Every write to a submission. Keyword-only, atomic; mail and tasks after commit."""

from .base import Conflict, FourEyes, ManyAtOnce, NotAllowedNow
from .publication import approve_publication, decline_publication, unpublish
from .retention import erase_expired_contacts, erase_expired_texts
from .saved_views import NameTaken, TooMany, change_view, delete_view, save_view
from .sender import add, answer_question, correct, go_on, receive, withdraw
from .staff import approve, ask, assign, close, mark_spam, reject, reply, restore
from .words import index_missing, index_words, words_changed
from .workflow import start_again, start_screening

__all__ = [
    "Conflict",
    "FourEyes",
    "ManyAtOnce",
    "NameTaken",
    "NotAllowedNow",
    "TooMany",
    "add",
    "answer_question",
    "approve",
    "approve_publication",
    "ask",
    "assign",
    "change_view",
    "close",
    "correct",
    "decline_publication",
    "delete_view",
    "erase_expired_contacts",
    "erase_expired_texts",
    "go_on",
    "index_missing",
    "index_words",
    "mark_spam",
    "receive",
    "reject",
    "reply",
    "restore",
    "save_view",
    "start_again",
    "start_screening",
    "unpublish",
    "withdraw",
    "words_changed",
]
