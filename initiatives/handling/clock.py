"""The statutory clock, as parts of the site's own."""

from initiatives.services import clock
from moderation.clock import register_part


def register() -> None:
    """From AppConfig.ready(); limits first, so that what is late is told at once."""
    register_part("limits of initiatives set", clock.limit_reached)
    register_part("late initiatives told", clock.remind_overdue)
    register_part("initiatives archived", clock.archive_answered)
