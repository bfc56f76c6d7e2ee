"""Every write to a submission. Keyword-only, atomic; mail and tasks after commit."""

from .audit import log_export
from .base import Conflict, FourEyes, ManyAtOnce, NotAllowedNow
from .corrected_replies import correct_reply
from .follow_up import ask_whether_better, mark_seen, rate_reply, tell_change
from .notes import forward, write_note
from .publication import (
    approve_publication,
    decline_publication,
    offer_publication,
    unpublish,
)
from .redaction import redact, restore_passage
from .retention import (
    erase_expired_contacts,
    erase_expired_originals,
    erase_expired_texts,
)
from .review import ask_for_review, overturn, uphold
from .saved_views import NameTaken, TooMany, change_view, delete_view, save_view
from .sender import (
    add,
    answer_question,
    correct,
    go_on,
    receive,
    remind,
    withdraw,
    withdraw_consent,
)
from .staff import (
    approve,
    ask,
    assign,
    close,
    mark_spam,
    reject,
    reply,
    restore,
    return_for_correction,
)
from .texts import texts_changed
from .undoing import decide, undo
from .words import index_missing, index_words
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
    "ask_for_review",
    "ask_whether_better",
    "assign",
    "change_view",
    "close",
    "correct",
    "correct_reply",
    "decide",
    "decline_publication",
    "delete_view",
    "erase_expired_contacts",
    "erase_expired_originals",
    "erase_expired_texts",
    "forward",
    "go_on",
    "index_missing",
    "index_words",
    "log_export",
    "mark_seen",
    "mark_spam",
    "offer_publication",
    "overturn",
    "rate_reply",
    "receive",
    "redact",
    "reject",
    "remind",
    "reply",
    "restore",
    "restore_passage",
    "return_for_correction",
    "save_view",
    "start_again",
    "start_screening",
    "tell_change",
    "texts_changed",
    "undo",
    "unpublish",
    "uphold",
    "withdraw",
    "withdraw_consent",
    "write_note",
]
