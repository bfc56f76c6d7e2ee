"""Colours that follow from the county's three: whatever is accepted can be read."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from core import colours, stylesheet
from core.brand_defaults import ACCENT, BRAND, THREAD

SHEET = (settings.BASE_DIR / "assets/css/tokens.css").read_text()
DAY, NIGHT = SHEET.split("@media screen and (prefers-color-scheme: dark)")
PLUM, GREEN = "#5b1a4a", "#0f5132"

# The table of DESIGN.md, written out once more: token, grounds, ratio.
TABLE = [
    ("text", "page surface tint tint-warm", 7),
    ("text-soft", "page surface tint tint-warm", 7),
    ("brand", "page surface tint tint-warm", 7),
    ("on-brand", "brand", 7),
    ("on-accent", "accent", 7),
    ("accent-edge", "page surface tint", 3),
    ("success", "success-tint surface page", 7),
    ("warning", "warning-tint surface", 7),
    ("danger", "danger-tint surface page", 7),
    ("on-deep", "deep", 7),
    ("thread", "page surface tint tint-warm", 3),
    ("deep-thread", "deep", 3),
    ("border", "page surface tint tint-warm", 3),
]

hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
dark_hexes = st.tuples(*[st.integers(0, 110)] * 3).map(
    lambda rgb: "#" + "".join(f"{part:02x}" for part in rgb)
)
random_colours = effort(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def tokens(sheet):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheet))


def luminance(colour):
    """By hand, from WCAG 2.1: not from the library that is tested."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return sum(
        weight * part
        for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def ratio(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def below_the_bar(palette):
    for scheme in (palette.light, palette.dark):
        for token, grounds, least in TABLE:
            for ground in grounds.split():
                if ratio(scheme[token], scheme[ground]) < least:
                    yield token, ground, ratio(scheme[token], scheme[ground])
        for ground in (
            "page",
            "surface",
            "tint",
            "tint-warm",
            "brand",
            "accent",
            "deep",
        ):
            rings = [scheme["focus"], scheme["focus-halo"]]
            if max(ratio(ring, scheme[ground]) for ring in rings) < 3:
                yield "focus", ground


def test_default_palette_is_that_of_the_style_sheet():
    found = colours.palette(BRAND, ACCENT, THREAD)

    day, night = tokens(DAY), tokens(NIGHT)
    assert {name: day[name] for name in found.light} == found.light
    assert {name: night.get(name, day[name]) for name in found.dark} == found.dark
    assert colours.faults(found) == []


@pytest.mark.parametrize("scheme", [DAY, NIGHT])
def test_every_colour_of_the_style_sheet_is_known(scheme):
    left = set(tokens(scheme)) - set(colours.LIGHT)
    # What is under a logo is white or nothing, whatever the county's colours are.
    assert left <= {"logo-ground"}


@random_colours
@given(brand=dark_hexes, accent=hexes, thread=hexes)
@example(brand=PLUM, accent=ACCENT, thread=THREAD)
@example(brand=GREEN, accent=ACCENT, thread=THREAD)
@example(brand="#000000", accent="#000000", thread="#000000")
@example(brand="#400000", accent="#ffffff", thread="#00007f")
def test_whatever_is_accepted_holds_every_ratio(brand, accent, thread):
    palette = colours.palette(brand, accent, thread)
    assume(not colours.faults(palette))

    assert list(below_the_bar(palette)) == []


@random_colours
@given(brand=hexes, accent=hexes, thread=hexes)
def test_whatever_falls_below_is_refused_and_nothing_fails(brand, accent, thread):
    palette = colours.palette(brand, accent, thread)

    if list(below_the_bar(palette)):
        assert colours.faults(palette)
    for scheme in (palette.light, palette.dark):
        assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in scheme.values())


@effort(max_examples=25, deadline=None, derandomize=True)
@given(name=st.sampled_from(["brand", "accent", "thread"]), colour=hexes)
def test_colour_that_is_offered_works(name, colour):
    chosen = {"brand": BRAND, "accent": ACCENT, "thread": THREAD, name: colour}

    offered = colours.nearest(name, **chosen)

    assert offered
    assert colours.faults(colours.palette(**{**chosen, name: offered})) == []


def test_colour_that_works_is_its_own_nearest():
    assert colours.nearest("brand", GREEN, ACCENT, THREAD) == GREEN


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"brand": "#2a7de1"}, "a contrast of 3.4 to 1. It must reach 7 to 1"),
        ({"accent": "#8899aa"}, "Neither dark nor white text"),
        ({"thread": "#ffcc00"}, "It must reach 3 to 1, so that it can be seen"),
        ({"brand": "#86190c"}, "like the red of error messages"),
        ({"thread": "#9c2415"}, "like the red of error messages"),
    ],
)
def test_fault_is_said_in_words(chosen, words):
    with translation.override("en"):
        found = colours.faults(colours.palette(**chosen))

    assert len(found) == 1
    assert words in found[0]


def test_what_does_not_reach_the_bar_is_not_rounded_up_to_it():
    # 6.99 to 1 on white at the least.
    with translation.override("en"):
        (words,) = colours.faults(colours.palette(brand="#1f5d67"))

    assert "7.0 to 1. It" not in words


def test_grounds_turn_with_the_brand():
    plum = colours.palette(brand=PLUM)

    assert plum.light["page"] == colours.LIGHT["page"]
    assert plum.light["tint"] != colours.LIGHT["tint"]
    assert plum.light["tint-warm"] == colours.LIGHT["tint-warm"]
    red, green, blue = (int(plum.dark["page"][at : at + 2], 16) for at in (1, 3, 5))
    assert red > green
    assert blue > green


def test_sheet_is_small_and_for_old_tablets():
    css = stylesheet.write(colours.palette(PLUM, "#f2c230", "#a3348a"))

    assert len(css) < 2500
    assert "light-dark" not in css
    assert "color-mix" not in css
    assert css.count("{") == css.count("}")
    # Whoever asks for more contrast still gets it, though the sheet comes later.
    assert "prefers-contrast:more){:root{--line:var(--border)" in css


def test_sheet_holds_only_what_differs():
    css = stylesheet.write(colours.palette(thread="#a3348a"))

    assert "--thread:#a3348a" in css
    assert "--brand:" not in css
    assert "--page:" not in css


@pytest.mark.parametrize("brand", [PLUM, GREEN, "#123a8c", "#000000", "#4b4b00"])
def test_admin_reads_well_in_the_brand(brand):
    css = stylesheet.admin(colours.palette(brand))
    values = dict(re.findall(r"--w-color-(\w+-\w+):([\d.]+)%?;", css))

    for name in ("primary", "secondary"):
        shown = colours.from_hsl(
            *(
                float(values[f"{name}-{part}"])
                for part in ("hue", "saturation", "lightness")
            )
        )
        assert ratio(shown, "#ffffff") >= 5.5
