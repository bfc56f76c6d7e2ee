"""Small counts that are not shown, and the counts that would give them away."""

from dataclasses import dataclass

FEWEST = 5
# The largest count that is not shown for its own sake.
SMALL = FEWEST - 1


@dataclass(frozen=True)
class Hidden:
    """Which counts of a table are not shown: the small ones, and others with them."""

    small: frozenset[str]
    with_them: frozenset[str]
    # Whether the sum of the table may stand beside it.
    sum_shown: bool

    def __contains__(self, key: str) -> bool:
        return key in self.small or key in self.with_them


def hide(
    counts: dict[str, int],
    also: frozenset[str] = frozenset(),
    never: frozenset[str] = frozenset(),
) -> Hidden:
    """Hide counts under 5, and so many more that the sum does not give one away.

    `also` are hidden because of another table, and `never` are sums of another table,
    which would tell them anyway. Where no more can be hidden, the sum is. Complementary
    suppression: Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
    """
    small = frozenset(key for key, count in counts.items() if count < FEWEST)
    more = set(also - small)
    visible = sorted(
        (key for key in counts if key not in small | more | never),
        key=lambda key: (counts[key], key),
    )
    while not is_safe(counts, small, frozenset(more)):
        if not visible:
            return Hidden(small, frozenset(more), sum_shown=False)
        more.add(visible.pop(0))
    return Hidden(small, frozenset(more), sum_shown=sum(counts.values()) >= FEWEST)


def is_safe(
    counts: dict[str, int], small: frozenset[str], more: frozenset[str]
) -> bool:
    """Whether each hidden count could be another one, given the sum and what is shown.

    A reader knows that a small count is 0–4 and that one hidden with it is 5 or more.
    """
    if not small and not more:
        return True
    bounds: dict[str, tuple[int, int | None]] = {
        **dict.fromkeys(small, (0, SMALL)),
        **dict.fromkeys(more, (FEWEST, None)),
    }
    hidden_sum = sum(counts[key] for key in bounds)
    return all(_span(key, bounds, hidden_sum) > 0 for key in bounds)


def _span(key: str, bounds: dict[str, tuple[int, int | None]], hidden_sum: int) -> int:
    """How far apart the smallest and the largest possible value of a hidden count are."""
    others = [bound for name, bound in bounds.items() if name != key]
    least, most = bounds[key]
    highest = hidden_sum - sum(low for low, _high in others)
    highest = highest if most is None else min(most, highest)
    if any(high is None for _low, high in others):
        return highest - least
    lowest = max(least, hidden_sum - sum(high or 0 for _low, high in others))
    return highest - lowest
