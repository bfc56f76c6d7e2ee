from .council import CouncilIndexPage, CouncilPage
from .event import EventPage, EventQuerySet
from .index import OpportunityIndexPage
from .method import MethodIndexPage, MethodPage
from .opportunity import OpportunityPage, OpportunityQuerySet
from .outcomes import OutcomesPage
from .story import StoryIndexPage, StoryPage, StoryQuerySet

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
    "OutcomesPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryQuerySet",
]
