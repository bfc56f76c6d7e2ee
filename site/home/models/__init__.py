"""The home page, pages of information, and the accessibility statement."""

from home.models.home import HomePage
from home.models.information import InformationPage
from home.models.statement import AccessibilityStatementPage, StatementQuerySet

__all__ = [
    "AccessibilityStatementPage",
    "HomePage",
    "InformationPage",
    "StatementQuerySet",
]
