"""Registers initiatives with Wagtail's admin; each part in its own module."""

from initiatives.handling import hooks  # noqa: F401
