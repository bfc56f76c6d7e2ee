"""The style sheet of a county with colours of its own: tokens, and nothing else.

It is linked after site.css and must leave alone what that does after its tokens:
the choice of more contrast, and paper.
"""

from core import pattern
from core.colours import (
    DARK,
    LIGHT,
    Palette,
    Tokens,
    contrast,
    from_hsl,
    hsl,
    turned,
)

DARK_SCREEN = "@media screen and (prefers-color-scheme:dark)"
# As in preferences.css and print.css.
AFTER_TOKENS = (
    "@media (prefers-contrast:more)"
    "{{:root{{--line:var(--border);--text-soft:var(--text)}}}}"
    "@media print{{.site-footer{{--thread:{thread}}}}}"
)
WHITE = "#ffffff"
# WCAG AA with something to spare, since Wagtail also has pale grey grounds.
ADMIN_TEXT = 5.5
# Of desk.css, by day and by night.
DESK_TINTS = ("#eef4f2", "#1d2f33")


def write(palette: Palette) -> str:
    """The sheet for the public site and for the admin, as small as can be."""
    light, dark = _changed(palette.light, LIGHT), _changed(palette.dark, DARK)
    return (
        f":root{{{_tokens(light)}}}"
        f"{DARK_SCREEN}{{:root{{{_tokens(dark)}}}}}"
        f"{AFTER_TOKENS.format(thread=palette.light['thread'])}"
        f"{admin(palette)}"
    )


def _changed(tokens: Tokens, own: Tokens) -> Tokens:
    return {name: value for name, value in tokens.items() if value != own[name]}


def _tokens(tokens: Tokens) -> str:
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())


def admin(palette: Palette) -> str:
    """Wagtail's own custom properties, and those of desk.css.

    Wagtail wants hue, saturation and lightness apart, and makes its shades of them.
    Its side bar is of the primary colour, its links and buttons of the secondary one.
    """
    hue, saturation, lightness = hsl(palette.light["brand"])
    second = lightness + 3.2
    if contrast(from_hsl(hue, saturation, second), WHITE) < ADMIN_TEXT:
        second = lightness
    light = "".join(
        f"--w-color-{name}-hue:{hue:.1f};--w-color-{name}-saturation:{saturation:.1f}%;"
        f"--w-color-{name}-lightness:{value:.1f}%;"
        for name, value in (("primary", lightness), ("secondary", second))
    )
    by_night = "".join(
        f"--{name}:{palette.dark[token]};"
        for name, token in (
            ("w-color-secondary-100", "brand"),
            ("w-color-text-link-hover", "text"),
            ("desk-thread", "thread"),
        )
    )
    tints = [
        f"--desk-tint:{turned(tint, LIGHT['brand'], palette.light['brand'])};"
        for tint in DESK_TINTS
    ]
    return (
        f":root{{{light}{tints[0]}--desk-thread:{palette.light['thread']};"
        f"--desk-accent:{palette.light['accent']}}}"
        f".w-theme-dark{{{by_night}{tints[1]}}}"
        f"@media (prefers-color-scheme:dark){{.w-theme-system{{{by_night}{tints[1]}}}}}"
    )


def write_pattern(palette: Palette) -> str:
    """The colours of the generated pattern, as `core.pattern.STYLE` has them."""
    followed = {"a": "brand", "b": "brand", "c": "accent", "d": "accent", "e": "brand"}
    schemes = []
    for tokens, thread in (
        (pattern.LIGHT, palette.light["thread"]),
        (pattern.DARK, palette.dark["thread"]),
    ):
        moved = {
            name: turned(tokens[name], LIGHT[colour], palette.light[colour])
            for name, colour in followed.items()
        }
        schemes.append({**moved, "t": thread})
    return pattern.style(*schemes)
