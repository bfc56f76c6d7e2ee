"""What is due by the clock: one command for cron or a systemd timer, each minute."""

import logging
import traceback
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation import clock

logger = logging.getLogger("osallistu.clock")


class Command(BaseCommand):
    help = (
        "Does what is due: mail, screening that was missed, questions that were not "
        "answered, scheduled publication, retention. Run it every minute."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with clock.only_one() as mine:
            if not mine:
                self.stdout.write("Another run is at work; nothing to do.")
                return
            failed = [name for name in clock.PARTS if not self.run(name)]
        if failed:
            raise CommandError(
                f"Failed: {', '.join(failed)}. The other parts were done."
            )

    def run(self, name: str) -> bool:
        """One part, and its line; False when it failed."""
        try:
            number = clock.PARTS[name](timezone.now())
        except Exception as error:  # noqa: BLE001 - a failing part must not stop the others
            words = describe(error)
            logger.error("%s failed: %s", name, words)
            self.stdout.write(f"{name}: failed ({words})")
            return False
        self.stdout.write(f"{name}: {number}")
        return True


def describe(error: Exception) -> str:
    """What and where, without the error's own text: a database puts rows into it."""
    if isinstance(error, clock.SomeFailed):
        return str(error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {where.name}, line {where.lineno}"
