"""How pages of information are found by the site's search."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from home.models import AccessibilityStatementPage, InformationPage
from search import registry
from search.sources import PageSource


class InformationSource(PageSource):
    model = InformationPage
    kind = "information"
    place = 70
    label = _("Information page")
    plural = _("Information pages")

    def date(self, page: Any) -> None:
        """None: it is what holds now."""


class StatementSource(InformationSource):
    model = AccessibilityStatementPage


def register() -> None:
    registry.register(InformationSource())
    registry.register(StatementSource())
