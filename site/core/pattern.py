"""A calm picture for a page that has none: the same id always gives the same picture.

1. FNV-1a turns the id into 32 bits; they feed a small generator (xorshift32).
2. It picks a ground, a motif (waves, ridges or stitches), its scale and its tones.
3. The red thread goes in and out at three quarters of the height, as in every
   illustration, and makes one to three loops on its way, so that a row of cards
   reads as one line.
"""

from collections.abc import Callable, Iterator

Draw = Callable[[], float]

WIDTH, HEIGHT = 600, 400
GROUNDS = [("--a", "--b"), ("--c", "--d"), ("--e", "--b"), ("--a", "--d")]
# Grounds a–e, thread t; a county's own colours take their place (core/stylesheet.py).
LIGHT = {
    "a": "#dcebe8",
    "b": "#c2dedb",
    "c": "#fbe9c0",
    "d": "#f5d998",
    "e": "#e9e4f0",
    "t": "#c61f4c",
}
DARK = {
    "a": "#1c3b43",
    "b": "#2a515a",
    "c": "#3a321d",
    "d": "#54461f",
    "e": "#2a2838",
    "t": "#ff6f8d",
}


def style(light: dict[str, str], dark: dict[str, str]) -> str:
    """The picture's own small style, for light and dark."""
    day, night = (
        "svg{" + ";".join(f"--{name}:{value}" for name, value in colours.items()) + "}"
        for colours in (light, dark)
    )
    return f"<style>{day}@media(prefers-color-scheme:dark){{{night}}}</style>"


STYLE = style(LIGHT, DARK)


def numbers(page_id: int) -> Iterator[float]:
    """Random-looking numbers in [0, 1) that depend on the id alone."""
    state = 2166136261
    for byte in str(page_id).encode():
        state = (state ^ byte) * 16777619 & 0xFFFFFFFF
    state = state or 1
    while True:
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        yield state / 0x100000000


def waves(draw: Draw, tone: str) -> str:
    step, high = 34 + int(draw() * 22), 10 + draw() * 12
    length = 100 + int(draw() * 3) * 50
    quarter, half = f"{length / 4:g}", f"{length / 2:g}"
    onwards = f"t{half} 0" * int(2 * (WIDTH + 100) / length)
    lines = "".join(
        f"M{-length} {y}q{quarter} {-high:.0f} {half} 0t{half} 0{onwards}"
        for y in range(-step, HEIGHT + 20 + step, step)
    )
    return (
        f'<path d="{lines}" fill="none" stroke="var({tone})"'
        f' stroke-width="{8 + draw() * 8:.0f}"/>'
    )


def ridges(draw: Draw, tone: str) -> str:
    shapes = ""
    for layer in range(4):
        y = 120 + layer * 72
        width = 180 + int(draw() * 120)
        start = -int(draw() * width)
        hills = f"q{width / 2:g} {-50 - draw() * 70:.0f} {width} 0" * 6
        shapes += (
            f'<path d="M{start} {y}{hills}V{HEIGHT}H{start}Z" fill="var({tone})"'
            f' opacity="{0.3 + layer * 0.16:.2f}"/>'
        )
    return shapes


def stitches(draw: Draw, tone: str) -> str:
    gap = 44 + int(draw() * 20)
    rows = ""
    for row, y in enumerate(range(gap // 2, HEIGHT, gap)):
        for x in range(gap // 2 + (row % 2) * gap // 2, WIDTH, gap):
            across = (row + x // gap) % 3
            rows += (
                f"M{x - gap * 0.3:.0f} {y}h{gap * 0.6:.0f}"
                if across
                else f"M{x} {y - gap * 0.3:.0f}v{gap * 0.6:.0f}"
            )
    return (
        f'<path d="{rows}" stroke="var({tone})" stroke-width="{7 + draw() * 4:.0f}"'
        ' stroke-linecap="round"/>'
    )


def thread(draw: Draw) -> str:
    """Through the picture at y = 300, with loops that stand on the line."""
    loops = 1 + int(draw() * 3)
    path = "M0 300"
    for number in range(loops):
        middle = WIDTH * (number + 0.5 + (draw() - 0.5) * 0.4) / loops
        size = 34 + draw() * 44
        wide, high = size * 2.1, size * 1.3
        path += (
            f"H{middle - size * 1.1:.0f}"
            f"c{size * 1.5:.0f} 0 {wide:.0f} {-size * 0.6:.0f} {wide:.0f} {-high:.0f}"
            f"a{size:.0f} {size:.0f} 0 0 0 {-size * 2:.0f} 0"
            f"c0 {size * 0.7:.0f} {size * 0.6:.0f} {high:.0f} {wide:.0f} {high:.0f}"
        )
    return f"{path}H{WIDTH}"


def draw(page_id: int, style: str = STYLE) -> str:
    """The picture as SVG, 600 × 400, 1–3 kB, in the colours of `style`."""
    source = numbers(page_id)

    def number() -> float:
        return next(source)

    for _ in range(4):
        number()
    ground, tone = GROUNDS[int(number() * len(GROUNDS))]
    motif = (waves, ridges, stitches)[int(number() * 3)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{style}'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var({ground})"/>'
        f'{motif(number, tone)}<path d="{thread(number)}" fill="none" stroke="var(--t)"'
        ' stroke-width="5" stroke-linejoin="round"/></svg>\n'
    )
