from .index import OpportunityIndexPage
from .opportunity import OpportunityPage, OpportunityQuerySet

__all__ = ["OpportunityIndexPage", "OpportunityPage", "OpportunityQuerySet"]
