"""The trials of `scripts/trials/`, small: their figures stand in docs/reliability.md."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_killed_web_processes_lose_nothing(run_trial):
    printed = run_trial("kill", "--rounds", "3", "--least", "24")
    assert "      24  acknowledged\n" in printed
    for what in ("lost", "doubled", "without contact", "without one mail"):
        assert f"       0  {what}\n" in printed


def test_of_two_moderators_one_is_told_and_a_double_press_is_one_message(run_trial):
    printed = run_trial("race", "--races", "10", "--takings", "5", "--doubles", "5")
    assert "      10  one outcome\n" in printed
    assert "      10  loser told\n" in printed
    assert "       5  taken by one\n" in printed
    assert "       5  one row and one receipt\n" in printed


def test_many_at_once_meet_no_error(run_trial):
    printed = run_trial("load", "--clients", "10", "--seconds", "2")
    assert "errors 0, lost 0, doubled 0" in printed


def test_each_supporter_counts_once_however_many_press_at_once(run_trial):
    printed = run_trial("support", "--at-once", "8", "--tries", "6")
    for line in ("6  supports", "6  counted", "3  notices", "3  counted at last"):
        assert f"       {line}\n" in printed
