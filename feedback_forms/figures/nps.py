"""The recommendation index (NPS) and how exact it is.

NPS is the share of promoters (9–10) less that of detractors (0–6), from −100 to 100
(F. Reichheld, Harvard Business Review, December 2003). An answer is +1, 0 or −1, so the
index is a difference of two shares of one multinomial, and its variance is
`(p + d − (p − d)²) / n`.

Of 100 answers and more the 95 % interval is Wald's. Of fewer, Wald's is too short: half
an answer is added to each of promoters and detractors and one to the passives, as in
Agresti & Min, Statistics in Medicine 24 (2005) 729–740, and Bonett & Price, Journal of
Educational and Behavioral Statistics 37 (2012) 479–488, for differences of paired shares;
Rocks, The American Statistician 70 (2016) 365–372, compares such intervals for the NPS
and finds the adjusted ones nearest to what they promise.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple, Self

PROMOTER_FROM = 9
DETRACTOR_TO = 6
Z = 1.959964  # 95 %, two-sided
ENOUGH_FOR_WALD = 100
# Half an answer for each side, one for the middle.
ADDED_EACH, ADDED = 0.5, 2
# Of so few answers the margin is said in fives: it is no more exact, and with a finer one
# promoters and detractors could be counted.
ENOUGH_FOR_WHOLE = 30


class Scores(NamedTuple):
    """How many answered, and how many of them promote and detract."""

    answers: int = 0
    promoters: int = 0
    detractors: int = 0


@dataclass(frozen=True)
class Index:
    """An NPS with its 95 % interval, in points (−100 … 100), and the number of answers."""

    count: int
    value: float
    low: float
    high: float

    @classmethod
    def of(cls, scores: Scores) -> Self | None:
        """None where nobody answered."""
        if not scores.answers:
            return None
        value = 100 * (scores.promoters - scores.detractors) / scores.answers
        middle, half = _interval(scores)
        low, high = max(-100.0, middle - half), min(100.0, middle + half)
        # The value itself lies within, also when all gave the same.
        return cls(scores.answers, value, min(low, value), max(high, value))

    @property
    def margin(self) -> float:
        """How far the further end is from the value."""
        return max(self.high - self.value, self.value - self.low)

    @property
    def shown(self) -> int:
        return half_up(self.value)

    @property
    def shown_margin(self) -> int:
        if self.count < ENOUGH_FOR_WHOLE:
            return 5 * math.ceil(self.margin / 5)
        return max(1, half_up(self.margin))

    @property
    def shown_low(self) -> int:
        return max(-100, self.shown - self.shown_margin)

    @property
    def shown_high(self) -> int:
        return min(100, self.shown + self.shown_margin)


def _interval(scores: Scores) -> tuple[float, float]:
    """Middle and half of the width, in points."""
    few = scores.answers < ENOUGH_FOR_WALD
    count = scores.answers + (ADDED if few else 0)
    extra = ADDED_EACH if few else 0
    promote = (scores.promoters + extra) / count
    detract = (scores.detractors + extra) / count
    difference = promote - detract
    variance = (promote + detract - difference**2) / count
    return 100 * difference, 100 * Z * math.sqrt(max(0.0, variance))


def half_up(value: float) -> int:
    """Rounded as people round: 0.5 up, −0.5 away from zero."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def may_be_chance(now: Index, before: Index) -> bool:
    """Whether a change lies within the margin of the difference of both years."""
    margin = math.hypot(now.margin, before.margin)
    return abs(now.value - before.value) <= margin
