"""No count under 5 can be worked out from what is shown."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.suppression import FEWEST, SMALL, hide


def possible(counts, hidden, key):
    """Every value that a reader must reckon with for a hidden count, by trying all."""
    names = [*hidden.small, *hidden.with_them]
    ranges = [
        range(SMALL + 1) if name in hidden.small else range(FEWEST, FEWEST + 40)
        for name in names
    ]
    total = sum(counts[name] for name in names)
    at = names.index(key)
    return {
        values[at]
        for values in itertools.product(*ranges)
        if not hidden.sum_shown or sum(values) == total
    }


counts_of_a_table = st.dictionaries(
    st.sampled_from("abcd"), st.integers(0, 20), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(counts_of_a_table)
def test_every_hidden_count_could_be_another(counts):
    hidden = hide(counts)
    for key, count in counts.items():
        assert (key in hidden) or count >= FEWEST
        if key in hidden:
            assert len(possible(counts, hidden, key)) > 1


@pytest.mark.parametrize(
    ("counts", "small", "with_them", "sum_shown"),
    [
        ({"a": 10, "b": 7}, "", "", True),
        # One alone would be the sum less the others: the smallest of them goes too.
        ({"a": 3, "b": 7, "c": 20}, "a", "b", True),
        # Two that could share their sum in another way.
        ({"a": 3, "b": 2, "c": 20}, "ab", "", True),
        # Two noughts are noughts when their sum is: one more goes.
        ({"a": 0, "b": 0, "c": 20, "d": 8}, "ab", "d", True),
        # Exactly 5 beside a nought would give both away.
        ({"a": 0, "b": 5}, "a", "b", False),
        ({"a": 2}, "a", "", False),
    ],
)
def test_what_is_hidden(counts, small, with_them, sum_shown):
    hidden = hide(counts)
    assert (hidden.small, hidden.with_them) == (frozenset(small), frozenset(with_them))
    assert hidden.sum_shown is sum_shown


def test_the_sum_of_another_table_is_never_the_one_that_is_added():
    hidden = hide({"a": 1, "sum": 6, "b": 30}, never=frozenset({"sum"}))
    assert hidden.with_them == {"b"}
