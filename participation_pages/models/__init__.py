from .council import CouncilIndexPage, CouncilPage
from .event import EventPage, EventQuerySet
from .index import OpportunityIndexPage
from .method import MethodIndexPage, MethodPage
from .opportunity import OpportunityPage, OpportunityQuerySet

__all__ = [
    "CouncilIndexPage",
    "CouncilPage",
    "EventPage",
    "EventQuerySet",
    "MethodIndexPage",
    "MethodPage",
    "OpportunityIndexPage",
    "OpportunityPage",
    "OpportunityQuerySet",
]
