"""Registers initiatives with Wagtail; each part has its hooks in a module of its own."""

from initiatives.supporting.paper import hooks as paper_hooks

__all__ = ["paper_hooks"]
