"""The screens of support on paper, under Wagtail's admin."""

from .base import TITLE
from .batch import BatchScreen
from .lists import BatchList, PaperList
from .row import RowScreen

__all__ = ["TITLE", "BatchList", "BatchScreen", "PaperList", "RowScreen"]
