"""Registers what initiatives have in Wagtail's admin; each part has its own module."""

from initiatives.comments import hooks as comments
from initiatives.suggestions import hooks as suggestions

__all__ = ["comments", "suggestions"]
