from .comments import Comment
from .events import Attachment, InitiativeEvent
from .initiative import Initiative
from .outbox import InitiativeMail
from .page import InitiativesPage
from .people import ByMail, Draft, Follower, Initiator, PaperBatch, Support
from .settings import InitiativeSettings

__all__ = [
    "Attachment",
    "ByMail",
    "Comment",
    "Draft",
    "Follower",
    "Initiative",
    "InitiativeEvent",
    "InitiativeMail",
    "InitiativeSettings",
    "InitiativesPage",
    "Initiator",
    "PaperBatch",
    "Support",
]
