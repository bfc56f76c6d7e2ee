"""Wagtail's other name for `update_index`."""

from .update_index import Command

__all__ = ["Command"]
