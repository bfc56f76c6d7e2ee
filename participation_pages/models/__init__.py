from .event import EventPage, EventQuerySet
from .index import OpportunityIndexPage
from .opportunity import OpportunityPage, OpportunityQuerySet

__all__ = [
    "EventPage",
    "EventQuerySet",
    "OpportunityIndexPage",
    "OpportunityPage",
    "OpportunityQuerySet",
]
