"""The picture of an address that is shared and has none of its own: the name, whose first
letter is the thread, above a lake.

Half as high as wide, with nothing that matters at its edges: some cut it to a square.
"""

import re
from pathlib import Path

from art.shapes import (
    BRAND,
    BRAND2,
    BRAND3,
    INK,
    SKY,
    SUN,
    WHITE,
    circle,
    group,
    line,
    n,
    rect,
    shape,
    svg,
)
from art.things import tree

ICONS = Path(__file__).resolve().parents[2] / "assets" / "static" / "art" / "icons.svg"
WIDTH, HEIGHT = 600, 315
# The name as in the header, that much larger; it is 282 wide there.
LEFT, TOP, SCALE = 135, 40, 1.17


def share() -> str:
    return svg("Osallistu", landscape(), name(), height=HEIGHT)


def name() -> str:
    icons = ICONS.read_text(encoding="utf-8")
    found = re.search(r'id="name-letters".*? d="([^"]+)"', icons)
    assert found
    word = group(shape(found[1], INK), at=(72, 58))
    return thread() + group(word, at=(LEFT, TOP), scale=SCALE)


def thread() -> str:
    """From edge to edge below the name; its loop is the first letter."""

    def at(*points: float) -> str:
        offsets = (LEFT, TOP) * (len(points) // 2)
        return " ".join(
            n(offset + SCALE * point)
            for offset, point in zip(offsets, points, strict=True)
        )

    r = n(27 * SCALE)
    return line(
        f"M-5 {n(TOP + SCALE * 69.7)}L{at(6, 69.7)}C{at(44, 69.7, 66, 56, 66, 33)}"
        f"A{r} {r} 0 0 0 {at(12, 33)}C{at(12, 56, 34, 69.7, 72, 69.7)}H{WIDTH + 5}",
        "var(--thread)",
        6.5,
    )


def landscape() -> str:
    hills = shape(
        "M0 206C70 176 150 190 236 204C320 178 410 204 476 194C530 184 570 190 600 184V260H0Z",
        BRAND3,
    ) + shape(
        "M0 228C80 210 150 222 220 226C320 214 400 232 470 222C520 216 570 224 600 218V270H0Z",
        BRAND2,
    )
    firs = "".join(
        tree(x, 268, height + 12)
        for x, height in (
            (18, 74),
            (46, 56),
            (74, 84),
            (104, 48),
            (526, 52),
            (552, 80),
            (582, 64),
        )
    )
    lake = rect(0, 244, WIDTH, 71, BRAND3) + rect(0, 244, WIDTH, 10, BRAND2, 0, 0, 0.4)
    light = line("M150 272h70M260 290h96M392 268h60M196 304h44M430 300h50", WHITE, 4)
    shore = shape("M0 315V262C60 250 116 262 150 276C172 286 190 300 196 315Z", BRAND)
    other = shape(
        "M600 315V258C560 250 516 260 494 276C482 286 470 302 468 315Z", BRAND
    )
    return (
        rect(0, 0, WIDTH, HEIGHT, SKY)
        + circle(300, 196, 46, SUN)
        + hills
        + lake
        + light
        + firs
        + shore
        + other
    )
