from .council import CouncilIndexPage, CouncilPage
from .index import OpportunityIndexPage
from .method import MethodIndexPage, MethodPage
from .opportunity import OpportunityPage, OpportunityQuerySet

__all__ = [
    "CouncilIndexPage",
    "CouncilPage",
    "MethodIndexPage",
    "MethodPage",
    "OpportunityIndexPage",
    "OpportunityPage",
    "OpportunityQuerySet",
]
