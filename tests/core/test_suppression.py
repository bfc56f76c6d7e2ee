"""Hidden figures stay hidden, whatever is added to and taken from each other."""

from collections import defaultdict
from itertools import combinations, islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.suppression import Hidden, Part, hide, hide_in_line

FLOOR = 5


def test_nothing_small_hides_nothing():
    assert hide_in_line({"a": 5, "b": 80, "c": 0}, FLOOR) == Hidden()


def test_small_part_takes_the_smallest_other_with_it():
    hidden = hide_in_line({"a": 3, "b": 80, "c": 12}, FLOOR)

    assert hidden.parts == {"a", "c"}
    assert not hidden.everything


def test_small_parts_whose_sum_tells_them_all_take_more():
    # Five parts and a sum of five: each must be 1.
    counts = dict.fromkeys("abcde", 1) | {"f": 30, "g": 9}

    assert hide_in_line(counts, FLOOR).parts == {*"abcde", "g"}


@pytest.mark.parametrize("counts", [{"a": 3}, {"a": 2, "b": 2}, {"a": 1, "b": 4}])
def test_too_little_for_any_figure_shows_none(counts):
    hidden = hide_in_line(counts, FLOOR)

    assert hidden.everything
    assert hidden.parts == set(counts)


def test_unit_is_hidden_with_another_of_its_area_and_municipality():
    parts = [
        Part("small", 3, "care", "Tampere"),
        Part("clinic", 9, "care", "Nokia"),
        Part("centre", 40, "care", "Tampere"),
        Part("ward", 7, "hospital", "Tampere"),
    ]

    hidden = hide(parts, FLOOR)

    assert hidden == Hidden(parts=frozenset({"small", "centre"}))


def test_small_unit_alone_in_its_place_takes_the_municipality_along():
    parts = [
        Part("small", 3, "care", "Nokia"),
        Part("big", 30, "hospital", "Nokia"),
        Part("centre", 40, "care", "Tampere"),
        Part("clinic", 60, "care", "Tampere"),
        Part("health", 50, "care", "Akaa"),
    ]

    hidden = hide(parts, FLOOR)

    assert hidden.parts == {"small", "health"}
    assert hidden.columns == {"Nokia", "Akaa"}
    assert hidden.rows == set()


def test_floor_below_five_is_five():
    assert hide_in_line({"a": 4, "b": 80, "c": 12}, 2).parts == {"a", "c"}


# -- The attack: everything that is shown, as equations --------------------------


def equations(parts, hidden):
    """Sums of hidden parts that follow from what is shown: (names, sum)."""
    rest = {part.name: part.count for part in parts if part.name in hidden.parts}
    found = []

    def add(names, total_shown):
        if total_shown and (unknown := frozenset(names) & set(rest)):
            found.append((unknown, sum(rest[name] for name in unknown)))

    by_row, by_column = defaultdict(set), defaultdict(set)
    for part in parts:
        by_row[part.row].add(part.name)
        by_column[part.column].add(part.name)
    for row, names in by_row.items():
        add(names, row not in hidden.rows and not hidden.everything)
    for column, names in by_column.items():
        add(names, column not in hidden.columns and not hidden.everything)
    add(rest, not hidden.everything)
    return rest, found


def put(sums, current, value):
    return [
        (left - {current}, total - value) if current in left else (left, total)
        for left, total in sums
    ]


def solvable(order, sums):
    """Whether whole numbers from 1 up fit all sums: every try is walked."""
    if any(total < len(left) or (total and not left) for left, total in sums):
        return False
    if not order:
        return True
    current, *later = order
    most = [total - len(left) + 1 for left, total in sums if current in left]
    if not most:
        return solvable(later, sums)
    return any(
        solvable(later, put(sums, current, value)) for value in range(1, min(most) + 1)
    )


def values_of(name, rest, found):
    """Two values that the part could have, or the only one."""
    most = [total for left, total in found if name in left]
    if not most:
        # No equation speaks of it.
        return {1, FLOOR}
    others = sorted(set(rest) - {name})
    possible = (
        value
        for value in range(1, min(most) + 1)
        if solvable(others, put(found, name, value))
    )
    return set(islice(possible, 2))


tables = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from("rst"), st.sampled_from("xyz")),
    min_size=1,
    max_size=8,
).map(lambda rows: [Part(f"u{i}", n, r, c) for i, (n, r, c) in enumerate(rows)])


@given(tables)
@settings(max_examples=400, deadline=None)
def test_no_small_part_can_be_worked_out(parts):
    parts = [part for part in parts if part.count]
    hidden = hide(parts, FLOOR)
    rest, found = equations(parts, hidden)

    for part in parts:
        if part.count < FLOOR:
            assert part.name in hidden.parts
            assert len(values_of(part.name, rest, found)) > 1


@pytest.mark.parametrize(("parts", "most"), [(2, 14), (3, 11), (4, 7)])
def test_who_knows_the_rule_and_how_many_are_small_works_out_none(parts, most):
    """Of all tables that look alike and have as many small parts (how many units measure is
    told), no two agree in a small part."""
    alike = defaultdict(list)
    for counts in product(range(1, most + 1), repeat=parts):
        hidden = hide_in_line(dict(enumerate(counts)), FLOOR)
        if not hidden.everything:
            shown = tuple(
                None if part in hidden.parts else count
                for part, count in enumerate(counts)
            )
            small = sum(count < FLOOR for count in counts)
            alike[shown, sum(counts), small].append(counts)

    for tables_ in alike.values():
        for values in map(set, zip(*tables_, strict=True)):
            assert len(values) > 1 or min(values) >= FLOOR


@given(tables)
@settings(max_examples=400, deadline=None)
def test_no_sum_of_equations_is_a_small_group(parts):
    """Equations added to and taken from each other never leave fewer than five."""
    parts = [part for part in parts if part.count]
    hidden = hide(parts, FLOOR)
    rest, found = equations(parts, hidden)
    vectors = [[int(name in left) for name in rest] for left, _total in found]
    for signs in combinations(range(len(found)), min(len(found), 3)):
        for flips in range(2 ** len(signs)):
            weights = {
                index: -1 if flips >> place & 1 else 1
                for place, index in enumerate(signs)
            }
            vector = [
                sum(weights[index] * vectors[index][i] for index in signs)
                for i in range(len(rest))
            ]
            if any(vector) and set(vector) <= {0, 1}:
                total = sum(weights[index] * found[index][1] for index in signs)
                assert total >= FLOOR


@given(tables)
@settings(max_examples=300, deadline=None)
def test_totals_that_are_shown_are_of_enough_answers(parts):
    hidden = hide(parts, FLOOR)
    for side, names in (("row", hidden.rows), ("column", hidden.columns)):
        totals = defaultdict(int)
        for part in parts:
            totals[getattr(part, side)] += part.count
        shown = {n for key, n in totals.items() if key not in names}
        left = sum(n for key, n in totals.items() if key in names)
        if not hidden.everything:
            assert all(n == 0 or n >= FLOOR for n in shown)
            assert left == 0 or left >= FLOOR
