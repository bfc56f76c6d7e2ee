"""The index by hand, its interval by the formula, and how often the interval is right."""

import math
import random

import pytest

from feedback_forms.figures.nps import Index, Scores, half_up, may_be_chance


def index(count, promoters, detractors):
    return Index.of(Scores(count, promoters, detractors))


@pytest.mark.parametrize(
    ("scores", "value"),
    [
        (Scores(10, 7, 1), 60),
        (Scores(3, 0, 3), -100),
        (Scores(8, 3, 3), 0),
        (Scores(7, 4, 2), 200 / 7),
    ],
)
def test_index_is_the_share_of_promoters_less_that_of_detractors(scores, value):
    assert Index.of(scores).value == pytest.approx(value)


def test_nobody_has_no_index():
    assert Index.of(Scores()) is None


def test_margin_of_many_is_the_variance_of_a_multinomial():
    found = index(1000, 700, 100)

    # 0.7 + 0.1 − 0.6² = 0.44
    assert found.margin == pytest.approx(196 * math.sqrt(0.44 / 1000), rel=1e-3)
    assert (found.shown, found.shown_margin) == (60, 4)


def test_margin_of_few_counts_two_answers_more():
    found = index(10, 7, 1)

    # (7.5 − 1.5) / 12 = 0.5; 7.5/12 + 1.5/12 − 0.25 = 0.5
    half = 195.9964 * math.sqrt(0.5 / 12)
    assert found.low == pytest.approx(50 - half, abs=0.01)
    assert found.high == pytest.approx(50 + half, abs=0.01)
    # The further end is 50.01 from 60: in fives, upwards.
    assert found.shown_margin == 55


@pytest.mark.parametrize("promoters", [5, 0])
def test_few_that_agree_are_not_certain(promoters):
    found = index(5, promoters, 5 - promoters)

    assert abs(found.value) == 100
    assert found.margin > 20
    assert -100 <= found.low <= found.value <= found.high <= 100


@pytest.mark.parametrize("count", [8, 20, 60, 99, 100, 400])
@pytest.mark.parametrize("shares", [(0.7, 0.1), (0.85, 0.05), (0.4, 0.3)])
def test_interval_holds_the_true_index_as_often_as_it_says(count, shares):
    promote, detract = shares
    truth = 100 * (promote - detract)
    chance = random.Random(f"{count} {shares}")
    tries = 3000
    within = 0
    for _try in range(tries):
        draws = [chance.random() for _answer in range(count)]
        promoters = sum(draw < promote for draw in draws)
        detractors = sum(draw > 1 - detract for draw in draws)
        found = index(count, promoters, detractors)
        within += found.low <= truth <= found.high

    assert within / tries >= 0.92


def test_change_within_both_margins_may_be_chance():
    assert may_be_chance(index(50, 30, 10), index(50, 28, 10))
    assert not may_be_chance(index(5000, 3500, 500), index(5000, 2500, 500))


@pytest.mark.parametrize(("value", "rounded"), [(0.5, 1), (-0.5, -1), (2.4, 2)])
def test_halves_are_rounded_away_from_zero(value, rounded):
    assert half_up(value) == rounded
