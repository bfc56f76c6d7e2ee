from .index import OpportunityIndexPage
from .opportunity import OpportunityPage, OpportunityQuerySet
from .outcomes import OutcomesPage
from .story import StoryIndexPage, StoryPage, StoryQuerySet

__all__ = [
    "OpportunityIndexPage",
    "OpportunityPage",
    "OpportunityQuerySet",
    "OutcomesPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryQuerySet",
]
