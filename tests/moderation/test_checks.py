"""What a text seems to reveal. The same table is tried on the browser's script."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import checks
from moderation.enums import Flag

CASES = json.loads((Path(__file__).parent / "checks.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_finds_what_it_should(case):
    assert [flag.value for flag in checks.flags(case["text"])] == case["flags"]


def test_findings_point_at_the_text():
    text = "Soita 040 123 4567 heti."
    (finding,) = checks.find(text)
    assert text[finding.start : finding.end] == "040 123 4567"


def test_masking_hides_only_what_is_asked():
    text = "131052-308T ja aino@example.org"
    assert checks.masked(text, Flag.IDENTITY_CODE) == "••••••••••• ja aino@example.org"
    assert "@" not in checks.masked(text)


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_findings_do_not_overlap(text):
    found = checks.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["0 " * 3000, "0-" * 3000, "a@" * 3000, "a." * 3000 + "@"]
)
def test_hostile_texts_cost_little(text):
    start = time.process_time()
    checks.find(text)
    # A guard against a pattern that explodes (minutes), not a measure of speed.
    assert time.process_time() - start < 5
