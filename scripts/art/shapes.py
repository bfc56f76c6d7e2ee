"""The few shapes that every picture is made of, and the colours of the house.

A picture is 600 × 400. The red thread comes in at the left edge and goes out at the
right one at y = 300, so that it runs on from picture to page. Colours named by a
variable have a dark twin for those who look at the SVG by night.
"""

Point = tuple[float, float]

WIDTH, HEIGHT = 600, 400

DAY = {
    "sky": "#dcebe8",
    "sky2": "#f7e6bd",
    "wall": "#e3eeea",
    "wall2": "#fbeccb",
    "wood": "#f0d9a8",
    "wood2": "#d9b877",
    "white": "#fff",
    "ink": "#13272c",
    "brand": "#0b4650",
    "brand2": "#3d7f86",
    "brand3": "#8fbdbb",
    "sun": "#f5b83d",
    "thread": "#c61f4c",
    "rose": "#eaa7a0",
    "heather": "#7a6a9c",
    "line": "#c4d5d0",
}
NIGHT = {
    "sky": "#1c3b43",
    "sky2": "#4b3f22",
    "wall": "#1e3a40",
    "wall2": "#40371f",
    "wood": "#c9a96a",
    "wood2": "#9c7d44",
    "white": "#eef2ee",
    "brand": "#124f5a",
    "brand2": "#37747b",
    "brand3": "#5d9595",
    "sun": "#f0b749",
    "thread": "#ff6f8d",
    "line": "#35545a",
}

SKY, SKY2, WALL, WALL2 = "var(--sky)", "var(--sky2)", "var(--wall)", "var(--wall2)"
WOOD, WOOD2, WHITE, LINE = (
    "var(--wood)",
    "var(--wood2)",
    "var(--white)",
    "var(--line)",
)
BRAND, BRAND2, BRAND3 = "var(--brand)", "var(--brand2)", "var(--brand3)"
SUN, ROSE, HEATHER = "var(--sun)", "var(--rose)", "var(--heather)"

# Clothes and things stay as they are by day and by night.
INK, PETROL, SEA, MIST = "#13272c", "#0b4650", "#3d7f86", "#8fbdbb"
CLOUDBERRY, PINK, LILAC, CREAM = "#f5b83d", "#e58f86", "#7a6a9c", "#f4efe2"
SLATE, BRICK, PAPER = "#2b3f44", "#c46a2b", "#ffffff"


def n(value: float) -> str:
    """One decimal is finer than any screen."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    round_: float = 0,
    turn: float = 0,
    opacity: float = 1,
) -> str:
    """Turned around its middle, in degrees."""
    middle = f"{n(turn)} {n(x + width / 2)} {n(y + height / 2)}"
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
        + (f' rx="{n(round_)}"' if round_ else "")
        + (f' transform="rotate({middle})"' if turn else "")
        + f' fill="{fill}"{_faint(opacity)}/>'
    )


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    faint = _faint(opacity)
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"{faint}/>'


def ellipse(
    x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1
) -> str:
    return (
        f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"'
        f"{_faint(opacity)}/>"
    )


def shape(path: str, fill: str, opacity: float = 1) -> str:
    return f'<path d="{path}" fill="{fill}"{_faint(opacity)}/>'


def line(
    path: str, colour: str, width: float, opacity: float = 1, dash: str = ""
) -> str:
    """A line with round ends and corners."""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{n(width)}"'
        ' stroke-linecap="round" stroke-linejoin="round"'
        + (f' stroke-dasharray="{dash}"' if dash else "")
        + (f' stroke-opacity="{opacity}"' if opacity < 1 else "")
        + "/>"
    )


def ring(x: float, y: float, r: float, colour: str, width: float) -> str:
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="none" stroke="{colour}"'
        f' stroke-width="{n(width)}"/>'
    )


def group(
    *parts: str,
    at: Point = (0, 0),
    turn: float = 0,
    scale: float = 1,
    mirror: bool = False,
) -> str:
    steps = [f"translate({n(at[0])} {n(at[1])})"]
    if turn:
        steps.append(f"rotate({n(turn)})")
    if mirror:
        steps.append(f"scale({-scale:g} {scale:g})")
    elif scale != 1:
        steps.append(f"scale({scale:g})")
    return f'<g transform="{" ".join(steps)}">{"".join(parts)}</g>'


def thread(path: str) -> str:
    """The red thread, or a part of it where something hides the rest."""
    return line(path, "var(--thread)", 5)


def ground(fill: str) -> str:
    return rect(0, 0, WIDTH, HEIGHT, fill)


def svg(title: str, *parts: str, height: int = HEIGHT) -> str:
    def variables(colours: dict[str, str]) -> str:
        return ";".join(f"--{name}:{value}" for name, value in colours.items())

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' role="img"><title>{title}</title><style>svg{{{variables(DAY)}}}'
        "@media (prefers-color-scheme:dark){"
        f"svg{{{variables(NIGHT)}}}}}</style>\n{''.join(parts)}\n</svg>\n"
    )


def _faint(opacity: float) -> str:
    return f' opacity="{opacity:g}"' if opacity < 1 else ""
