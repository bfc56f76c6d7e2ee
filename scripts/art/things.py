"""What stands around people: rooms, furniture, papers, trees, aids."""

from art.shapes import (
    BRAND,
    BRAND2,
    BRAND3,
    CLOUDBERRY,
    INK,
    MIST,
    PAPER,
    PETROL,
    ROSE,
    SKY,
    SUN,
    WHITE,
    WOOD,
    WOOD2,
    circle,
    ellipse,
    group,
    line,
    n,
    rect,
    ring,
    shape,
)


def tree(x: float, y: float, height: float, colour: str = BRAND) -> str:
    """A fir: its foot at y."""
    w, top = height * 0.24, y - height
    knee = y - height * 0.4
    return shape(
        f"M{n(x)} {n(top)}Q{n(x + w / 2)} {n(knee)} {n(x + w)} {n(y)}H{n(x - w)}"
        f"Q{n(x - w / 2)} {n(knee)} {n(x)} {n(top)}Z",
        colour,
    )


def birch(x: float, base: float, height: float, leaves: str = BRAND3) -> str:
    top = base - height
    return (
        ellipse(x, top + height * 0.3, height * 0.24, height * 0.34, leaves)
        + rect(x - 4, top + height * 0.3, 8, height * 0.7, PAPER, 3)
        + line(
            f"M{n(x - 3)} {n(base - height * 0.2)}h4M{n(x)} {n(base - height * 0.34)}h3"
            f"M{n(x - 3)} {n(base - height * 0.46)}h3",
            INK,
            2,
        )
    )


def window(
    x: float, y: float, width: float, height: float, *view: str, pane: str = SKY
) -> str:
    """The view is drawn in the window's own measure, its upper left corner at 0, 0."""
    name = f"w{n(x)}-{n(y)}".replace(".", "_")
    inner_w, inner_h = width - 20, height - 20
    clip = f'<clipPath id="{name}">{rect(0, 0, inner_w, inner_h, PAPER, 3)}</clipPath>'
    inside = f'<g clip-path="url(#{name})">{"".join(view)}</g>'
    return (
        rect(x, y, width, height, WHITE, 8)
        + rect(x + 10, y + 10, inner_w, inner_h, pane, 3)
        + group(clip, inside, at=(x + 10, y + 10))
        + line(f"M{n(x + width / 2)} {n(y + 10)}v{n(inner_h)}", WHITE, 5)
    )


def sill(x: float, y: float, width: float) -> str:
    return rect(x, y, width, 12, WOOD2, 6)


def plant(x: float, base: float, pot: str = ROSE) -> str:
    """A tall plant in a pot that stands at base."""
    return group(
        line("M0-40V-126", BRAND2, 5),
        shape("M0-98C-32-98-36-130-32-142C-4-136 2-120 0-98Z", BRAND2),
        shape("M0-114C32-114 38-144 34-158C6-150-2-136 0-114Z", BRAND2),
        shape("M0-70C26-70 34-90 32-102C10-98 0-90 0-70Z", BRAND2),
        shape("M-21-44h42l-6 44h-30Z", pot),
        at=(x, base),
    )


def frame(x: float, y: float, width: float = 64, height: float = 78) -> str:
    return group(
        rect(0, 0, width, height, WHITE, 8),
        shape(
            f"M8 {n(height - 22)}c{n(width * 0.22)}-16 {n(width * 0.5)}-12"
            f" {n(width - 16)}-4v{n(18)}h{n(16 - width)}Z",
            BRAND3,
        ),
        circle(width * 0.62, height * 0.34, 10, SUN),
        at=(x, y),
    )


def clock(x: float, y: float, r: float, hour: float) -> str:
    """A clock on the wall; the long hand follows from the hour."""
    return group(
        circle(0, 0, r, WHITE),
        group(line(f"M0 0V{n(-r * 0.5)}", INK, 3), turn=hour * 30),
        group(line(f"M0 0V{n(-r * 0.72)}", INK, 2.4), turn=hour % 1 * 360),
        circle(0, 0, 3, INK),
        at=(x, y),
    )


def phone(x: float, y: float, turn: float = 0, *, lit: bool = False) -> str:
    """Held in a hand; lit: its screen is towards us."""
    screen = rect(-7, -19, 14, 36, "#dcebe8", 3) if lit else ""
    return group(rect(-9, -23, 18, 46, INK, 6), screen, at=(x, y), turn=turn)


def flat_phone(x: float, y: float, scale: float = 1) -> str:
    """On a table, seen aslant."""
    return group(
        shape("M-24 9L-15-9H23L28 9Q28 13 24 13H-21Q-25 13-24 9Z", INK),
        shape("M-17 6L-11-5H19L22 6Z", "#dcebe8"),
        at=(x, y),
        scale=scale,
    )


def waves(x: float, y: float, colour: str = PETROL, turn: float = 0) -> str:
    """Something rings or speaks."""
    arcs = "M8-10q8 10 0 20M17-17q14 17 0 34M26-24q20 24 0 48"
    return group(line(arcs, colour, 4), at=(x, y), turn=turn)


def cup(x: float, y: float, colour: str = PAPER) -> str:
    return group(
        line("M13-10q12 2 2 13", colour, 4),
        shape("M-15-14h30v15a15 13 0 0 1-30 0Z", colour),
        ellipse(0, -13, 13, 3.5, "#6b4229"),
        at=(x, y),
    )


def paper(
    x: float,
    y: float,
    width: float,
    height: float,
    turn: float = 0,
    *,
    lines: int = 3,
    heading: bool = False,
) -> str:
    """A written sheet around its middle."""
    left, top = -width / 2, -height / 2
    rows = "".join(
        f"M{n(left + 9)} {n(top + 14 + i * 11)}h{n((width - 18) * (0.94, 0.78, 0.6)[i % 3])}"
        for i in range(1 if heading else 0, lines)
    )
    title = line(f"M{n(left + 9)} {n(top + 14)}h{n(width * 0.4)}", PETROL, 5)
    return group(
        rect(left, top, width, height, PAPER, 4),
        title if heading else "",
        line(rows, MIST, 3.5) if rows else "",
        at=(x, y),
        turn=turn,
    )


def envelope(x: float, y: float, turn: float = 0, scale: float = 1) -> str:
    """With a window, as letters from offices have."""
    return group(
        rect(-36, -25, 72, 50, "#b3c4c0", 5),
        rect(-34, -23, 68, 46, PAPER, 4),
        line("M-32-21L0 0L32-21", "#c4d5d0", 3),
        rect(-22, 4, 30, 12, "#dcebe8", 2),
        line("M-18 10h20", MIST, 2.5),
        at=(x, y),
        turn=turn,
        scale=scale,
    )


def bubble(
    x: float, y: float, width: float, height: float, *inside: str, tail: int = -1
) -> str:
    """Somebody says this; the tail hangs to the left (-1) or to the right (1)."""
    foot = y + height
    mid = x + width / 2 + tail * width * 0.2
    return (
        rect(x, y, width, height, WHITE, min(26, height / 2))
        + shape(
            f"M{n(mid - 12)} {n(foot - 3)}L{n(mid + tail * 20)} {n(foot + 20)}"
            f"L{n(mid + 12)} {n(foot - 3)}Z",
            WHITE,
        )
        + group(*inside, at=(x, y))
    )


def table(y: float, *, left: float = 0, right: float = 600, edge: int = 16) -> str:
    """Seen a little from above, its near edge at the bottom of the picture."""
    return shape(
        f"M{n(left + 34)} {n(y)}H{n(right - 34)}Q{n(right - 20)} {n(y)} {n(right - 14)}"
        f" {n(y + 14)}L{n(right)} 372V{372 + edge}H{n(left)}V372L{n(left + 14)} {n(y + 14)}"
        f"Q{n(left + 20)} {n(y)} {n(left + 34)} {n(y)}Z",
        WOOD,
    ) + shape(
        f"M{n(left)} 370Q{n(left)} 378 {n(left + 10)} 378H{n(right - 10)}"
        f"Q{n(right)} 378 {n(right)} 370V400H{n(left)}Z",
        WOOD2,
    )


def rollator(x: float, base: float, *, mirror: bool = False) -> str:
    """Seen from the side; the handles are at 0, -120."""
    return group(
        line("M-6-120H14M4-118L40-14M16-84H-14L-26-14M6-64H32", "#5d6f73", 6),
        rect(-4, -72, 40, 9, INK, 4),
        line("M-8-120H12", INK, 9),
        ring(40, -11, 10, INK, 5),
        ring(-26, -11, 10, INK, 5),
        at=(x, base),
        mirror=mirror,
    )


def lamp(x: float, top: float, shade: str = SUN) -> str:
    """Hangs from the ceiling."""
    return (
        line(f"M{n(x)} 0V{n(top)}", INK, 4)
        + ellipse(x, top + 44, 76, 34, SUN, 0.14)
        + shape(f"M{n(x - 34)} {n(top + 34)}L{n(x - 16)} {n(top)}h32l18 34Z", shade)
    )


def books(x: float, base: float, kinds: tuple[tuple[int, int, str], ...]) -> str:
    """A row from x on: width, height and colour of each."""
    parts = []
    for width, height, colour in kinds:
        parts.append(rect(x, base - height, width, height, colour, 2))
        parts.append(
            line(f"M{n(x + 4)} {n(base - height + 9)}h{n(width - 8)}", PAPER, 2, 0.55)
        )
        x += width + 2
    return "".join(parts)


def snow(*flakes: tuple[float, float]) -> str:
    return "".join(circle(x, y, 3.5, PAPER) for x, y in flakes)


def mug_steam(x: float, y: float) -> str:
    return line(
        f"M{n(x - 5)} {n(y)}q-5-7 0-13M{n(x + 5)} {n(y)}q-5-7 0-13", "#fff", 3, 0.8
    )


def note(x: float, y: float, colour: str = CLOUDBERRY, turn: float = 0) -> str:
    return group(
        rect(-15, -13, 30, 26, colour, 3),
        line("M-8-4h16M-8 4h9", INK, 2.6, 0.42),
        at=(x, y),
        turn=turn,
    )
