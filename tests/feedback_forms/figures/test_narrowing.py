"""Staff narrow figures, and two of them never tell of fewer than five."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_forms.figures.cube import Cell
from feedback_forms.figures.narrowing import KEYS, narrowed
from feedback_forms.figures.nps import Scores
from feedback_forms.figures.tables import quarter_of
from tests.factories.core import ServiceAreaFactory, ServiceUnitFactory

FLOOR = 5


def cell(count, *, unit=None, area=1, town=1, month=1, channel="web"):
    return Cell("quick", 2025, month, area, town, unit, channel, Scores(count, count))


def test_channel_whose_rest_is_small_is_not_shown():
    cells = [cell(50, channel="web"), cell(3, channel="paper")]

    assert narrowed(cells, {"channel": "web"}, FLOOR).total.is_hidden
    assert narrowed(cells, {}, FLOOR).total.index.count == 53


def test_month_of_a_channel_whose_rest_is_small_is_not_shown():
    cells = [
        cell(20, month=1, channel="web"),
        cell(2, month=1, channel="paper"),
        cell(30, month=2, channel="web"),
        cell(30, month=2, channel="paper"),
        cell(40, month=3, channel="web"),
    ]

    months = {
        line.key: line for line in narrowed(cells, {"channel": "web"}, FLOOR).months
    }

    assert months[1].is_hidden
    assert months[2].is_hidden
    assert months[3].index.count == 40


@pytest.mark.django_db
def test_unit_that_is_hidden_in_its_area_is_hidden_on_its_own():
    area = ServiceAreaFactory()
    small, other, big = (ServiceUnitFactory(service_area=area) for _number in range(3))
    cells = [
        cell(3, unit=small.pk, area=area.pk, town=None),
        cell(20, unit=other.pk, area=area.pk, town=None),
        cell(90, unit=big.pk, area=area.pk, town=None),
    ]

    assert narrowed(cells, {"unit": other.pk}, FLOOR).total.is_hidden
    assert narrowed(cells, {"unit": big.pk}, FLOOR).total.index.count == 90


cells_ = st.lists(
    st.builds(
        cell,
        st.integers(1, 12),
        area=st.integers(1, 2),
        town=st.integers(1, 2),
        month=st.integers(1, 4),
        channel=st.sampled_from(["web", "paper"]),
    ),
    min_size=1,
    max_size=10,
)


VALUES = {"area": (1, 2), "municipality": (1, 2), "channel": ("web", "paper")}


def every_narrowing():
    yield {}
    for size in (1, 2):
        for names in combinations(VALUES, size):
            for values in product(*(VALUES[name] for name in names)):
                yield dict(zip(names, values, strict=True))


def facts(table, key):
    """What all answers of a line have in common."""
    return {
        "areas": lambda: {("area", key)},
        "municipalities": lambda: {("municipality", key)},
        "units": lambda: {("area", key[0]), ("municipality", key[1])},
        "months": lambda: {("month", key), ("quarter", quarter_of(key))},
        "quarters": lambda: {("quarter", key)},
        "channels": lambda: {("channel", key)},
    }[table]()


def all_shown(cells):
    """Every figure of every narrowing: what its answers have in common, and how many."""
    shown = {}
    for chosen in every_narrowing():
        found = narrowed(cells, chosen, FLOOR)
        base = set(chosen.items())
        if found.total.index:
            shown[frozenset(base)] = found.total.index.count
        for table in KEYS:
            for line in getattr(found, table):
                if line.index:
                    group = frozenset(base | facts(table, line.key))
                    shown[group] = line.index.count
    return shown


@given(cells_)
@settings(max_examples=60, deadline=None)
def test_no_difference_of_two_figures_is_small(cells):
    shown = all_shown(cells)

    for inner, count in shown.items():
        assert count >= FLOOR
        for outer, more in shown.items():
            if outer < inner:
                assert more == count or more - count >= FLOOR, (outer, inner)
