from .index import OpportunityIndexPage
from .method import MethodIndexPage, MethodPage
from .opportunity import OpportunityPage, OpportunityQuerySet

__all__ = [
    "MethodIndexPage",
    "MethodPage",
    "OpportunityIndexPage",
    "OpportunityPage",
    "OpportunityQuerySet",
]
