"""How far the supporters have brought an initiative, in figures and along the thread."""

from dataclasses import dataclass

from initiatives.models import Initiative

GOALS = (33.3, 66.7, 100.0)
# A knot so near to the needle would lie under it.
NEAR = 6


@dataclass(frozen=True)
class Knot:
    """On the thread, in per cent of its length; `look` as `.support-thread` has it."""

    at: str
    look: str
    size: int


@dataclass(frozen=True)
class Progress:
    """`percent` of the threshold, never rounded up to 100; `here` is on the thread."""

    count: int
    threshold: int

    @property
    def percent(self) -> int:
        return 100 * self.count // self.threshold

    @property
    def left(self) -> int:
        return max(0, self.threshold - self.count)

    @property
    def reached(self) -> bool:
        return self.count >= self.threshold

    @property
    def _place(self) -> float:
        return min(100.0, 100 * self.count / self.threshold)

    @property
    def here(self) -> str:
        return f"{self._place:.1f}%"

    @property
    def knots(self) -> list[Knot]:
        """Thirds and the goal; then where the supporters are, until they are there."""
        place = self._place
        found = [
            Knot(
                f"{goal}%",
                "tied" if place >= goal else "goal",
                8 if goal == GOALS[-1] else 4,
            )
            for goal in GOALS
            if self.reached or goal == GOALS[-1] or abs(goal - place) > NEAR
        ]
        return found if self.reached else [*found, Knot(self.here, "here", 9)]


def progress(initiative: Initiative) -> Progress | None:
    """None where there is no goal: of suggestions, and while no residents are known."""
    if initiative.is_suggestion or not initiative.threshold or not initiative.collects:
        return None
    return Progress(initiative.support_count, initiative.threshold)
