"""The county's three colours, and every other colour that follows from them.

`assets/css/tokens.css` holds the pattern: the colours of a site that sets none. A
county's own colour moves what belongs to it around the wheel (OKLCH: lightness
stays, hue turns, chroma scales), so that the pattern comes out unchanged for the
pattern's own colours, and what is light stays light.

Ratios are WCAG 2.1's; what each token must hold is the table in RULES.
Imported only where colours are worked out: the library takes 0.1 s to start.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from coloraide import Color
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.brand_defaults import ACCENT, BRAND, THREAD

Tokens = dict[str, str]

TEXT = 7.0
SHAPE = 3.0
# ΔE OK. The house's own warning and danger, which a sign and a word tell apart, are
# 0.10 from each other by day and 0.09 by night: nearer than that is the same colour
# to many.
APART = 0.10
# Beyond so many degrees from the pattern's hue nothing of its play of hues is left.
FADE = 60.0
MOST_CHROMA = 1.5
# A degree of hue against ΔE, when another colour is looked for: people know their hue.
TURN_COSTS = 0.004
WHITE = "#ffffff"

LIGHT: Tokens = {
    "page": "#fbfaf6",
    "surface": WHITE,
    "tint": "#e6efeb",
    "tint-warm": "#fdf0d3",
    "text": "#13272c",
    "text-soft": "#34484d",
    "brand": BRAND,
    "on-brand": WHITE,
    "accent": ACCENT,
    "on-accent": "#13272c",
    "accent-edge": "#13272c",
    "thread": THREAD,
    "border": "#5f7377",
    "line": "#d3ddd8",
    "success": "#15522f",
    "success-tint": "#e2f2e5",
    "warning": "#5c3a00",
    "warning-tint": "#fdf0d3",
    "danger": "#86190c",
    "danger-tint": "#fdebe5",
    "focus": "#13272c",
    "focus-halo": ACCENT,
    "deep": "#0a3a43",
    "on-deep": "#f1f5f2",
    "deep-thread": "#ff8ea5",
}
DARK: Tokens = {
    "page": "#0e1c20",
    "surface": "#15282d",
    "tint": "#1b343a",
    "tint-warm": "#332b17",
    "text": "#f1f5f2",
    "text-soft": "#c9d5d2",
    "brand": "#9fded8",
    "on-brand": "#05262a",
    "accent": "#f6c768",
    "on-accent": "#1d1605",
    "accent-edge": "#f6c768",
    "thread": "#ff8099",
    "border": "#8fa6a8",
    "line": "#2f474d",
    "success": "#a4e3b4",
    "success-tint": "#14321f",
    "warning": "#fad58b",
    "warning-tint": "#332b17",
    "danger": "#ffb9a8",
    "danger-tint": "#3a1c16",
    "focus": WHITE,
    "focus-halo": BRAND,
    "deep": "#091418",
    "on-deep": "#f1f5f2",
    "deep-thread": "#ff8099",
}

# What follows which colour. The rest is the same for every county.
LIGHT_FOLLOWS = {
    "brand": ("tint", "text", "text-soft", "border", "line", "deep"),
    "accent": ("tint-warm",),
    "thread": ("deep-thread",),
}
DARK_FOLLOWS = {
    "brand": (
        *("page", "surface", "tint", "text", "text-soft", "brand", "on-brand"),
        *("border", "line", "deep"),
    ),
    "accent": ("tint-warm", "accent", "on-accent"),
    "thread": ("thread", "deep-thread"),
}


@dataclass(frozen=True)
class Rule:
    """The token on each of the grounds, at least so many to one."""

    token: str
    grounds: tuple[str, ...]
    least: float


GROUNDS = ("page", "surface", "tint", "tint-warm")
TINTS = ("success-tint", "warning-tint", "danger-tint")
RULES = (
    Rule("text", GROUNDS + TINTS, TEXT),
    Rule("text-soft", GROUNDS + TINTS, TEXT),
    Rule("brand", GROUNDS + TINTS, TEXT),
    Rule("on-brand", ("brand",), TEXT),
    Rule("on-accent", ("accent",), TEXT),
    Rule("accent-edge", ("page", "surface", "tint"), SHAPE),
    Rule("success", ("success-tint", "surface", "page"), TEXT),
    Rule("warning", ("warning-tint", "surface"), TEXT),
    Rule("danger", ("danger-tint", "surface", "page"), TEXT),
    Rule("on-deep", ("deep",), TEXT),
    Rule("thread", GROUNDS + TINTS, SHAPE),
    Rule("deep-thread", ("deep",), SHAPE),
    Rule("border", GROUNDS + TINTS, SHAPE),
)
# One of the two rings of the focus stands out on each of these.
FOCUS_GROUNDS = (*GROUNDS, "brand", "accent", "deep")


@dataclass(frozen=True)
class Palette:
    """Every colour token by day and by night, as `#rrggbb`."""

    light: Tokens
    dark: Tokens


@dataclass(frozen=True)
class Fault:
    """What is wrong, and which of the three colours would mend it."""

    colour: str
    words: str


# -- The palette ---------------------------------------------------------------


@lru_cache(maxsize=64)
def palette(brand: str = BRAND, accent: str = ACCENT, thread: str = THREAD) -> Palette:
    """All tokens that follow from the three colours (`#rrggbb`); pure.

    What is derived holds its ratios by itself. Whether the three do is for `faults`.
    """
    chosen = {"brand": brand, "accent": accent, "thread": thread}
    light, dark = {**LIGHT, **chosen}, dict(DARK)
    for tokens, follows in ((light, LIGHT_FOLLOWS), (dark, DARK_FOLLOWS)):
        derived = [name for names in follows.values() for name in names]
        for colour, names in follows.items():
            for name in names:
                tokens[name] = turned(tokens[name], LIGHT[colour], chosen[colour])
        _mend(tokens, derived)
    for name in ("brand", "thread"):
        dark[name] = _unlike_danger(dark, name, chosen[name])
    light["accent-edge"] = light["focus"] = light["text"]
    light["on-accent"] = _readable(accent, (light["text"], WHITE))
    dark["accent-edge"] = dark["accent"]
    dark["focus-halo"] = brand
    # The halo is the bright ring; a dark accent leaves that to its night self.
    stands_out = min(contrast(accent, brand), contrast(accent, light["deep"])) >= SHAPE
    light["focus-halo"] = accent if stands_out else dark["accent"]
    return Palette(light, dark)


def turned(token: str, pattern: str, chosen: str) -> str:
    """The token, moved as `chosen` is moved from the pattern's own colour."""
    if chosen == pattern:
        return token
    lightness, chroma, hue = _oklch(token)
    _lightness, from_chroma, from_hue = _oklch(pattern)
    _lightness, to_chroma, to_hue = _oklch(chosen)
    # The pattern's mist is greener than its petrol: so far from it, nothing remains of that.
    nearness = max(0.0, 1 - abs(_turn(from_hue, to_hue)) / FADE)
    return _hex(
        lightness,
        chroma * min(to_chroma / from_chroma, MOST_CHROMA),
        to_hue + _turn(from_hue, hue) * nearness,
    )


def _mend(tokens: Tokens, derived: Iterable[str]) -> None:
    """Equal lightness is not quite equal luminance: what lost its ratio gets it back."""
    for rule in RULES:
        if rule.token not in derived:
            continue
        grounds = [tokens[ground] for ground in rule.grounds]
        lightness, chroma, hue = _oklch(tokens[rule.token])
        step = -0.005 if lightness < _oklch(grounds[0])[0] else 0.005
        while _least(tokens[rule.token], grounds) < rule.least and 0 < lightness < 1:
            lightness += step
            tokens[rule.token] = _hex(lightness, chroma, hue)


def _unlike_danger(tokens: Tokens, name: str, chosen: str) -> str:
    """The night's colour, turned or lightened a little where it looks like an error.

    By night all colours are pale and so nearer to each other. Nobody chose this one,
    so it gives way; where it cannot, `faults` says so.
    """
    if chosen == LIGHT[name]:
        return tokens[name]
    rule = next(rule for rule in RULES if rule.token == name)
    grounds = [tokens[ground] for ground in rule.grounds]
    for candidate in _around(tokens[name], shares=(1.0,), most_turn=50):
        clear = distance(candidate, tokens["danger"]) >= APART
        if clear and _least(candidate, grounds) >= rule.least:
            return candidate
    return tokens[name]


def _readable(ground: str, texts: tuple[str, ...]) -> str:
    """The first that can be read on the ground; the first of all where none can."""
    return next((one for one in texts if contrast(one, ground) >= TEXT), texts[0])


# -- What is wrong with it -----------------------------------------------------


def faults(checked: Palette) -> list[str]:
    """Why the palette is refused, in words; empty when it holds every ratio."""
    return [fault.words for fault in find_faults(checked)]


def find_faults(checked: Palette) -> list[Fault]:
    """The faults with the colour that each comes from; one of a kind for each colour."""
    found: dict[tuple[str, str], Fault] = {}
    for tokens in (checked.light, checked.dark):
        for fault in _too_faint(tokens):
            found.setdefault(("faint", fault.colour), fault)
    # By night the pale accent is as near to the pale danger as its warning: only a fill.
    for tokens, colours in (
        (checked.light, ("brand", "accent", "thread")),
        (checked.dark, ("brand", "thread")),
    ):
        for fault in _like_an_error(tokens, colours):
            found.setdefault(("danger", fault.colour), fault)
    return list(found.values())


def _too_faint(tokens: Tokens) -> Iterator[Fault]:
    for rule in RULES:
        ratio = _least(tokens[rule.token], [tokens[name] for name in rule.grounds])
        if ratio < rule.least:
            colour = rule.token.removeprefix("on-")
            colour = colour if colour in {"accent", "thread"} else "brand"
            yield Fault(colour, _too_faint_words(colour, ratio, rule.least))
    for ground in FOCUS_GROUNDS:
        rings = (tokens["focus"], tokens["focus-halo"])
        if (ratio := max(contrast(ring, tokens[ground]) for ring in rings)) < SHAPE:
            # Where the accent is sound by itself, it is the brand that hides both rings.
            yield Fault("brand", _too_faint_words("focus", ratio, SHAPE))


def _too_faint_words(what: str, ratio: float, least: float) -> str:
    # Cut, not rounded: 6.97 is not 7.
    values = {
        "ratio": number_format(math.floor(ratio * 10) / 10, 1),
        "least": number_format(least, 0),
    }
    texts = {
        "brand": _(
            "Text in this colour, or on it, reaches a contrast of %(ratio)s to 1. "
            "It must reach %(least)s to 1, so that people with weak sight can read it."
        ),
        "accent": _(
            "Neither dark nor white text on this colour reaches %(least)s to 1; the best "
            "is %(ratio)s to 1. Choose a brighter or a much darker colour."
        ),
        "thread": _(
            "A line in this colour reaches a contrast of %(ratio)s to 1. It must reach "
            "%(least)s to 1, so that it can be seen."
        ),
        "focus": _(
            "The ring around what has the keyboard's focus reaches %(ratio)s to 1 with "
            "this colour. It must reach %(least)s to 1."
        ),
    }
    return texts[what] % values


def _like_an_error(tokens: Tokens, colours: Iterable[str]) -> Iterator[Fault]:
    for colour in colours:
        if distance(tokens[colour], tokens["danger"]) < APART:
            words = _(
                "This colour looks like the red of error messages, by day or by night. "
                "Residents would take links, buttons and lines for errors."
            )
            yield Fault(colour, words)


# -- The nearest that works ----------------------------------------------------


def nearest(colour: str, brand: str, accent: str, thread: str) -> str | None:
    """The colour nearest to the one refused that has no fault beside the other two.

    `colour` is the name of the one to replace. None where nothing near it will do.
    """
    chosen = {"brand": brand, "accent": accent, "thread": thread}
    for candidate in _around(chosen[colour]):
        tried = {**chosen, colour: candidate}
        if not _hopeless(colour, candidate) and not any(
            fault.colour == colour for fault in find_faults(palette(**tried))
        ):
            return candidate
    return None


def _around(
    colour: str, *, shares: Iterable[float] = (1.0, 0.8, 0.6), most_turn: int = 70
) -> Iterator[str]:
    """Colours of the same family, nearest first; a turned hue counts as farther."""
    lightness, chroma, hue = _oklch(colour)
    own = _oklab(lightness, chroma, hue)
    found = [(0.0, (lightness, chroma, hue))]
    for turn in range(-most_turn, most_turn + 1, 10):
        for share in shares:
            for step in range(8, 96):
                one = (step / 100, chroma * share, hue + turn)
                away = math.dist(_oklab(*one), own) + abs(turn) * TURN_COSTS
                found.append((away, one))
    return (_hex(*one) for _away, one in sorted(found))


def _hopeless(colour: str, candidate: str) -> bool:
    """A quick look, ahead of the whole palette."""
    if distance(candidate, LIGHT["danger"]) < APART:
        return True
    if colour == "accent":
        return contrast(_readable(candidate, (LIGHT["text"], WHITE)), candidate) < TEXT
    least = TEXT if colour == "brand" else SHAPE
    return _least(candidate, [LIGHT["page"], LIGHT["danger-tint"]]) < least


# -- Measures ------------------------------------------------------------------


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """WCAG 2.1's ratio, 1 to 21."""
    return float(Color(one).contrast(Color(other), method="wcag21"))


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> float:
    """ΔE OK: how different two colours look; black and white are 1 apart."""
    return float(Color(one).delta_e(Color(other), method="ok"))


def hsl(colour: str) -> tuple[float, float, float]:
    """Hue in degrees, saturation and lightness in per cent."""
    hue, saturation, lightness = Color(colour).convert("hsl").coords(nans=False)
    return hue, saturation * 100, lightness * 100


def from_hsl(hue: float, saturation: float, lightness: float) -> str:
    return (
        Color("hsl", [hue, saturation / 100, lightness / 100])
        .convert("srgb")
        .to_string(hex=True)
    )


def _least(colour: str, grounds: Iterable[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


@lru_cache(maxsize=4096)
def _oklch(colour: str) -> tuple[float, float, float]:
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return lightness, chroma, hue


def _oklab(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    angle = math.radians(hue)
    return lightness, chroma * math.cos(angle), chroma * math.sin(angle)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour that a screen can show: less chroma where there is not so much."""
    colour = Color("oklch", [lightness, chroma, hue % 360])
    return colour.fit("srgb", method="oklch-chroma").convert("srgb").to_string(hex=True)


def _turn(one: float, other: float) -> float:
    """Degrees from one hue to the other, the shorter way round."""
    return (other - one + 180) % 360 - 180
