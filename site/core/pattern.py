"""A calm picture for a page that has none: the same page id always gives the same picture.

1. FNV-1a turns the id into 32 bits; they feed a small generator (xorshift32).
2. It picks a ground, a motif (waves, ridges or stitches), its scale and its tones.
3. The red thread goes in and out at three quarters of the height, as in every illustration,
   and makes one to three loops on its way, so that a row of cards reads as one line.
"""

from collections.abc import Callable, Iterator

Draw = Callable[[], float]

GROUNDS = [("--a", "--b"), ("--c", "--d"), ("--e", "--b"), ("--a", "--d")]
STYLE = (
    "<style>svg{--a:#dcebe8;--b:#c2dedb;--c:#fbe9c0;--d:#f5d998;--e:#e9e4f0;--t:#c61f4c}"
    "@media(prefers-color-scheme:dark){svg{--a:#1c3b43;--b:#2a515a;--c:#3a321d;--d:#54461f;--e:#2a2838;--t:#ff6f8d}}</style>"
)


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
    lines = ""
    for y in range(-step, 420 + step, step):
        lines += (
            f"M{-length} {y}"
            + f"q{length / 4:g} {-high:.0f} {length / 2:g} 0t{length / 2:g} 0"
            + f"t{length / 2:g} 0" * int(2 * 700 / length)
        )
    return f'<path d="{lines}" fill="none" stroke="var({tone})" stroke-width="{8 + draw() * 8:.0f}"/>'


def ridges(draw: Draw, tone: str) -> str:
    shapes = ""
    for layer in range(4):
        y = 120 + layer * 72
        width = 180 + int(draw() * 120)
        start = -int(draw() * width)
        shapes += (
            f'<path d="M{start} {y}'
            + f"q{width / 2:g} {-50 - draw() * 70:.0f} {width} 0" * 6
            + f'V400H{start}Z" fill="var({tone})" opacity="{0.3 + layer * 0.16:.2f}"/>'
        )
    return shapes


def stitches(draw: Draw, tone: str) -> str:
    gap = 44 + int(draw() * 20)
    rows = ""
    for row, y in enumerate(range(gap // 2, 400, gap)):
        for x in range(gap // 2 + (row % 2) * gap // 2, 600, gap):
            rows += (
                f"M{x - gap * 0.3:.0f} {y}h{gap * 0.6:.0f}"
                if (row + x // gap) % 3
                else f"M{x} {y - gap * 0.3:.0f}v{gap * 0.6:.0f}"
            )
    return f'<path d="{rows}" stroke="var({tone})" stroke-width="{7 + draw() * 4:.0f}" stroke-linecap="round"/>'


def thread(draw: Draw) -> str:
    """Through the picture at y = 300, with loops that stand on the line."""
    loops = 1 + int(draw() * 3)
    path, x = "M0 300", 0
    for number in range(loops):
        middle = 600 * (number + 0.5 + (draw() - 0.5) * 0.4) / loops
        size = 34 + draw() * 44
        path += f"H{middle - size * 1.1:.0f}c{size * 1.5:.0f} 0 {size * 2.1:.0f} {-size * 0.6:.0f} {size * 2.1:.0f} {-size * 1.3:.0f}a{size:.0f} {size:.0f} 0 0 0 {-size * 2:.0f} 0c0 {size * 0.7:.0f} {size * 0.6:.0f} {size * 1.3:.0f} {size * 2.1:.0f} {size * 1.3:.0f}"
    return path + "H600"


def draw(page_id: int) -> str:
    """The picture as SVG, 600 × 400, 1–3 kB."""
    source = numbers(page_id)

    def number() -> float:
        return next(source)

    for _ in range(4):
        number()
    ground, tone = GROUNDS[int(number() * len(GROUNDS))]
    motif = (waves, ridges, stitches)[int(number() * 3)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400">{STYLE}'
        f'<rect width="600" height="400" fill="var({ground})"/>{motif(number, tone)}'
        f'<path d="{thread(number)}" fill="none" stroke="var(--t)" stroke-width="5"'
        ' stroke-linejoin="round"/></svg>\n'
    )
