"""Neljä sekuntia: a wheelchair user, a door, and the one who could move its button."""

from art.heads import BLOND, BROWN, DARK, GREY, RED, STEEL
from art.people import Figure, leg, legs, shoe, wheel
from art.shapes import (
    BRAND2,
    BRAND3,
    BRICK,
    CLOUDBERRY,
    CREAM,
    INK,
    LILAC,
    MIST,
    PAPER,
    PETROL,
    PINK,
    SEA,
    SKY,
    SKY2,
    SLATE,
    SUN,
    WALL2,
    WHITE,
    WOOD,
    WOOD2,
    circle,
    ellipse,
    ground,
    group,
    line,
    n,
    rect,
    shape,
    svg,
    thread,
)
from art.things import birch, cup, tree

FLOOR = 356
BRICKS = "#d98f6a"


def johanna(x: float, y: float) -> Figure:
    return Figure(x, y, 3, CLOUDBERRY, DARK, "curly", width=38, height=92)


def seated(
    figure: Figure, facing: int, trousers: str, *details: str, wheels: str = SEA
) -> str:
    """In a wheelchair seen from the side it faces; head and arms come on top."""
    x, y, way = figure.x, figure.y, facing
    seat = y + 118
    return (
        rect(x - way * 18 - 30, y + 56, 60, 78, INK, 12)
        + line(f"M{n(x - way * 44)} {n(y + 66)}h{-14 * way}", INK, 8)
        + figure.body(*details)
        + line(
            f"M{n(x + way * 34)} {n(seat + 16)}L{n(x + way * 62)} {n(FLOOR - 8)}h{22 * way}",
            STEEL,
            6,
        )
        + leg(
            (x - way * 6, seat),
            (x + way * 52, seat + 2),
            (x + way * 62, FLOOR - 20),
            trousers,
            26,
        )
        + shoe(x + way * 50, FLOOR - 5, INK, way)
        + circle(x + way * 36, FLOOR - 9, 9, INK)
        + circle(x - way * 14, FLOOR - 44, 39, wheels, 0.18)
        + wheel(x - way * 14, FLOOR - 44)
    )


def coat() -> str:
    return line("M0 44V120", PAPER, 3, 0.5)


def entrance(*, indoors: str = WALL2) -> str:
    """The health centre from outside: an opening from 330 to 470, its leaf drawn apart."""
    courses = line(
        "M153 60H600M153 96H322M478 96H600M153 132H322M478 132H600M153 168H322M478 168H600"
        "M153 204H322M478 204H600M153 240H322M478 240H600M153 276H322M478"
        " 276H600M153 312H322M478 312H600",
        "#c97f5c",
        2.5,
    )
    return (
        rect(150, 0, 450, FLOOR, BRICKS)
        + courses
        + rect(300, 24, 200, 34, PAPER, 6)
        + line("M336 41h96", PETROL, 9)
        + line("M316 41h2M316 34v14M309 41h14", SEA, 6)
        + rect(318, 72, 164, FLOOR - 72, PAPER, 4)
        + rect(330, 84, 140, FLOOR - 84, indoors)
        + rect(0, FLOOR, 600, 44, "#c3c9c4")
    )


def leaf(hinge: float, edge: float, drop: float = 20) -> str:
    """The glass door, open towards us: from the hinge to the free edge."""
    way = 1 if edge > hinge else -1
    return (
        shape(
            f"M{n(hinge)} 84L{n(edge)} {n(84 - drop)}V{n(FLOOR + drop)}L{n(hinge)} {FLOOR}Z",
            PETROL,
        )
        + shape(
            f"M{n(hinge + way * 12)} 98L{n(edge - way * 12)} {n(98 - drop * 0.8)}"
            f"V{n(FLOOR + drop * 0.5)}"
            f"L{n(hinge + way * 12)} {FLOOR - 16}Z",
            "#9fc0c4",
        )
        + line(f"M{n(edge - way * 18)} 200V246", PAPER, 6)
    )


def button(x: float, y: float, *, post: bool = False) -> str:
    stand = rect(x - 7, y, 14, FLOOR - y, "#5d6f73", 4) if post else ""
    return (
        stand
        + rect(x - 15, y - 19, 30, 38, PAPER, 6)
        + circle(x, y, 10, SEA)
        + line(f"M{n(x - 4)} {n(y)}h8", PAPER, 3)
    )


def lobby() -> str:
    """What one sees behind the open door."""
    return (
        rect(330, 84, 140, 60, SKY2)
        + rect(346, 106, 46, 60, WHITE, 4)
        + line("M354 120h30M354 132h22", BRAND3, 4)
        + rect(330, 318, 140, FLOOR - 318, WOOD)
    )


def four_seconds() -> str:
    me = johanna(186, 176)
    sleet = line(
        "M40 40l-8 18M96 84l-8 18M60 140l-8 18M128 30l-8 18M24 210l-8 18M100"
        " 190l-8 18M250 70l-8 18M210 110l-8 18"
        "M270 150l-8 18M540 90l-8 18M570 160l-8 18M556 250l-8 18M580 40l-8 18M40 330l-8 18",
        PAPER,
        4,
        0.85,
    )
    return svg(
        "Ovi aukeaa Johannaa kohti räntäsateessa; ovinappi on oven toisella puolella",
        ground("#b9c9cc"),
        entrance(),
        lobby(),
        button(504, 216),
        leaf(330, 262),
        seated(me, 1, PETROL, coat()),
        me.head(1, mouth="calm", brows="worried"),
        thread(
            "M0 300C40 300 60 322 110 316C160 310 190 330 230 310C270 288 300 270"
            " 340 252C390 230 430 246 470 234"
            "C484 230 490 226 496 221"
        ),
        thread("M512 222C540 240 540 300 600 300"),
        me.arm(-1, (142, 262), (166, 290), thumb=20, width=18),
        me.arm(1, (246, 232), (258, 214), thumb=-60, width=18),
        sleet,
    )


def somebody_opens() -> str:
    me = johanna(416, 176)
    man = Figure(206, 124, 1, LILAC, GREY, "side", width=42, height=150)
    return svg(
        "Vanha mies pitää ovea auki ja Johanna kiittää; mies nojaa kävelykeppiin",
        ground(SKY),
        circle(96, 70, 34, SUN),
        birch(48, FLOOR, 210, "#d9b45c"),
        entrance(),
        lobby(),
        button(504, 216),
        leaf(330, 262),
        legs(206, 296, 346, SLATE, 36),
        shoe(178, 366),
        shoe(214, 366),
        man.body(line("M0 44V180", PAPER, 3, 0.4)),
        man.head(1, glasses=True),
        line("M150 370V270M150 270q14-10 18 4", "#6b4229", 6),
        seated(me, -1, PETROL, coat()),
        me.head(-1, mouth="talk"),
        thread(
            "M0 300C40 300 60 322 110 316C160 310 180 296 230 306C280 316 310 330"
            " 370 320C430 310 470 330 520 318"
            "C560 308 570 300 600 300"
        ),
        man.arm(-1, (146, 222), (150, 272), thumb=90),
        man.arm(1, (270, 206), (274, 226), thumb=-60),
        me.arm(1, (460, 262), (434, 296), thumb=160, width=18),
        me.arm(-1, (356, 236), (346, 204), thumb=-110, width=18),
    )


def a_green_tick() -> str:
    man = Figure(420, 118, 2, "#e6c83a", BROWN, "short", width=43, height=154)
    vest = line("M-42 118h84M-40 142h80", PAPER, 8) + line("M0 44V186", "#000", 3, 0.2)
    board = group(
        rect(-62, -84, 124, 168, "#8a6638", 8),
        rect(-52, -70, 104, 144, PAPER, 4),
        rect(-20, -92, 40, 18, STEEL, 5),
        line("M-38-48h44M-38-30h60", MIST, 5),
        line("M-38 56h56", MIST, 5),
        at=(312, 258),
        turn=-8,
        scale=0.84,
    )
    return svg(
        "Kartoittaja painaa ovinappia seisaaltaan ja merkitsee lomakkeeseen, että ovi on kunnossa",
        ground(SKY),
        birch(60, FLOOR, 250, "#b9cf9a"),
        tree(118, FLOOR, 120, BRAND2),
        entrance(),
        lobby(),
        leaf(330, 262),
        button(504, 210),
        legs(420, 300, 346, PETROL, 38),
        shoe(390, 366),
        shoe(428, 366),
        man.body(vest),
        man.head(1),
        man.arm(1, (480, 212), (500, 210), thumb=-30),
        board,
        thread(
            "M0 300C60 300 90 326 150 318C220 308 250 254 284 256C296 258 298 282"
            " 306 286C320 276 336 240 352 230"
            "C388 212 396 318 440 322C500 328 550 300 600 300"
        ),
        man.arm(-1, (362, 236), (366, 282), thumb=160),
    )


def try_it_yourself() -> str:
    me = johanna(534, 172)
    caretaker = Figure(372, 160, 0, SEA, RED, "bald", width=42, height=106)
    overall = line("M-16 36V74H16V36", PETROL, 7) + rect(-18, 72, 36, 30, PETROL, 4)
    splash = "".join(
        ellipse(x, y, 4, 6, "#6b4229")
        for x, y in ((276, 178), (288, 166), (300, 178), (268, 196), (284, 152))
    )
    return svg(
        "Huoltomies istuu lainatussa pyörätuolissa oven edessä ja kahvi läikkyy;"
        " Johanna nauraa vieressä",
        ground(SKY),
        circle(74, 82, 36, SUN),
        birch(60, FLOOR, 210, "#b9cf9a"),
        entrance(),
        lobby(),
        button(504, 216),
        leaf(330, 262),
        seated(me, -1, PETROL, coat()),
        me.head(-1, mouth="talk"),
        seated(caretaker, -1, "#35494e", overall, wheels=BRICK),
        caretaker.head(-1, mouth="talk", brows="raised", beard=RED),
        thread(
            "M0 300C50 300 70 326 130 322C190 318 220 288 262 294C300 300 330 330"
            " 386 322C440 314 480 336 530 324"
            "C566 314 580 300 600 300"
        ),
        me.arm(1, (584, 254), (556, 286), thumb=170, width=18),
        me.arm(-1, (476, 254), (502, 278), thumb=10, width=18),
        caretaker.arm(1, (424, 252), (396, 288), thumb=160),
        caretaker.arm(-1, (304, 236), (300, 206), thumb=-120),
        group(cup(0, 0), at=(284, 200), turn=-26),
        splash,
    )


def nobody_notices() -> str:
    me = johanna(398, 176)
    reader = Figure(86, 168, 0, PINK, BLOND, "long", width=40, height=116)
    boy = Figure(560, 226, 1, SEA, BROWN, "messy", width=42, height=140, scale=0.72)
    return svg(
        "Johanna kulkee ovesta sisään; kukaan ei huomaa, nainen lukee ja poika syö jäätelöä",
        ground(SKY),
        circle(72, 74, 36, SUN),
        entrance(),
        lobby(),
        leaf(330, 306, 8),
        button(226, 226, post=True),
        rect(26, 288, 124, 14, WOOD2, 6),
        rect(26, 232, 124, 12, WOOD2, 6),
        line("M40 230V372M136 230V372", "#5d6f73", 7),
        leg((72, 300), (64, 322), (64, 372), PETROL, 24),
        leg((102, 300), (112, 322), (112, 372), PETROL, 24),
        shoe(54, 384),
        shoe(102, 384),
        reader.body(shape("M-14 36q14 18 28 0", CREAM)),
        reader.head(1, eyes="down", mouth="smile", tilt=4),
        line("M548 340V378M572 340V378", SLATE, 20),
        shoe(538, 388, BRICK),
        shoe(562, 388, BRICK),
        boy.body(line("M-36 96h70", PAPER, 8, 0.6)),
        boy.head(1, mouth="small"),
        seated(me, 1, PETROL, coat()),
        me.head(1),
        thread("M0 300L600 300"),
        me.arm(-1, (354, 260), (376, 292), thumb=20, width=18),
        me.arm(1, (450, 254), (424, 286), thumb=150, width=18),
        group(
            shape("M-30-16Q-14-24 0-14Q14-24 30-16V16Q14 8 0 18Q-14 8-30 16Z", PAPER),
            line("M0-12V16", MIST, 3),
            at=(92, 268),
        ),
        reader.arm(-1, (36, 256), (66, 278), thumb=-20),
        reader.arm(1, (140, 256), (118, 278), thumb=-160),
        boy.arm(-1, (522, 286), (534, 306), thumb=60),
        boy.arm(1, (596, 282), (582, 262), thumb=-100),
        shape("M574 244L590 244L582 268Z", WOOD2),
        circle(582, 238, 9, PINK),
    )


SCENES = {
    "tarina-ovi-1": four_seconds,
    "tarina-ovi-2": somebody_opens,
    "tarina-ovi-3": a_green_tick,
    "tarina-ovi-4": try_it_yourself,
    "tarina-ovi-5": nobody_notices,
}
