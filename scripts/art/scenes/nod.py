"""Nyökkäsin, vaikka en ymmärtänyt: a mother, an interpreter, and a drawn plate."""

import math

from art.heads import BROWN, DARK, GREY, RED, SKIN, STEEL
from art.people import Figure, baby, leg, legs, shoe, wheel
from art.shapes import (
    BRAND,
    BRAND2,
    BRAND3,
    CLOUDBERRY,
    CREAM,
    HEATHER,
    INK,
    LINE,
    MIST,
    PAPER,
    PETROL,
    PINK,
    ROSE,
    SEA,
    SLATE,
    SUN,
    WALL,
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
from art.things import (
    birch,
    bubble,
    clock,
    cup,
    flat_phone,
    frame,
    lamp,
    mug_steam,
    paper,
    sill,
    table,
    window,
)


def samira(x: float, y: float, cloth: str = PINK, height: float = 150) -> Figure:
    return Figure(x, y, 1, cloth, PETROL, "scarf", width=43, height=height)


def belly(y: float = 128, colour: str = PINK) -> str:
    """A child is on its way: drawn over the dress, in the figure's own measure."""
    return ellipse(0, y, 46, 42, colour) + ellipse(0, y - 4, 38, 34, "#fff", 0.14)


def clinic() -> str:
    """Hervanta's maternity clinic: weighing scales, a chart of a growing child."""
    return (
        ground(WALL)
        + rect(0, 352, 600, 48, LINE)
        + rect(36, 40, 84, 130, WHITE, 8)
        + line("M52 154V60M52 154H104M52 134h8M52 114h8M52 94h8M52 74h8", MIST, 3)
        + line("M58 144Q80 136 88 108T106 66", PINK, 5)
        + rect(492, 60, 84, 10, BRAND3, 5)
        + rect(504, 34, 12, 26, BRAND2)
        + rect(520, 28, 10, 32, PINK)
        + rect(534, 38, 14, 22, CLOUDBERRY)
    )


def scribble(x: float, y: float, width: float, colour: str = MIST) -> str:
    """Speech that says nothing to the one who hears it."""
    waves_ = "".join("q6-12 12 0t12 0" for _ in range(int(width // 24)))
    return line(f"M{n(x)} {n(y)}{waves_}", colour, 4)


def good_good() -> str:
    nurse = Figure(160, 156, 0, SEA, GREY, "bob", width=42, height=130)
    me = samira(430, 158, height=140)
    return svg(
        "Hoitaja puhuu ystävällisesti, mutta puhe on Samiralle pelkkää viivaa; Samira hymyilee",
        clinic(),
        rect(106, 200, 108, 110, "#5d6f73", 20),
        rect(376, 200, 108, 112, BRAND2, 20),
        nurse.body(
            line("M-12 36l12 20 12-20", PAPER, 4), rect(14, 78, 22, 15, PAPER, 3)
        ),
        nurse.head(1, mouth="talk", glasses=True, size=1.06),
        line("M376 306V392M484 306V392", "#5d6f73", 6),
        line("M408 340V372M452 340V372", PETROL, 26),
        shoe(394, 388),
        shoe(440, 388),
        shape("M391 290H469Q490 320 488 356Q430 370 372 356Q370 320 391 290Z", PINK),
        line("M412 330Q406 346 408 360M448 330Q454 346 452 360", "#000", 3, 0.12),
        me.body(belly(112)),
        me.head(-1, size=1.06),
        bubble(
            206,
            40,
            196,
            92,
            scribble(24, 30, 150),
            scribble(24, 52, 126),
            scribble(24, 72, 84),
            tail=-1,
        ),
        table(280, left=20, right=360),
        thread(
            "M0 300C40 300 50 330 110 330C180 330 190 300 220 318C244 334 214 350"
            " 206 330C200 306 250 300 280 318"
            "C330 344 380 322 430 326C490 330 510 316 540 306C570 298 580 300 600 300"
        ),
        nurse.arm(-1, (104, 246), (128, 304), thumb=-10),
        nurse.arm(1, (226, 240), (262, 214), thumb=-60),
        paper(176, 318, 70, 34, -3, lines=2),
        flat_phone(72, 346, 0.9),
        me.arm(-1, (368, 244), (402, 286), thumb=20),
        me.arm(1, (494, 244), (458, 286), thumb=160),
    )


def crackling_line() -> str:
    nurse = Figure(112, 146, 0, SEA, GREY, "bob", width=42, height=140)
    me = samira(486, 146)
    tangle = (
        "M0 300C60 300 96 352 170 346C220 342 246 330 262 308C276 288 236 270"
        " 250 236C262 206 322 214 312 250"
        "C302 284 248 262 262 222C276 184 340 196 340 232C340 274 280 286 274"
        " 244C268 202 330 178 352 214"
        "C372 250 318 300 296 262C280 232 330 220 346 250C362 282 334 300 340"
        " 314C352 340 420 346 470 340"
        "C530 332 556 300 600 300"
    )
    return svg(
        "Tulkki on pöydällä puhelimessa ja linja on solmussa; Samira katsoo lukupaperia ja nyökkää",
        clinic(),
        clock(300, 66, 28, 9.33),
        rect(58, 190, 108, 110, "#5d6f73", 20),
        rect(432, 188, 108, 112, BRAND2, 20),
        nurse.body(
            line("M-12 36l12 20 12-20", PAPER, 4), rect(14, 78, 22, 15, PAPER, 3)
        ),
        nurse.head(1, mouth="calm", brows="worried", glasses=True, size=1.06),
        me.body(belly(132)),
        me.head(-1, mouth="small", brows="worried", size=1.06, tilt=-5),
        line("M462 86q-10 8-8 20M512 86q10 8 8 20", PETROL, 3, 0.5),
        table(284),
        flat_phone(300, 330, 1.7),
        thread(tangle),
        nurse.arm(-1, (54, 240), (76, 304), thumb=-10),
        nurse.arm(1, (176, 250), (214, 296), thumb=-10),
        group(
            rect(-34, -42, 68, 84, PAPER, 4),
            line(
                "M-22-26v12M-14-26h8v6h-8v6h8M4-26h8l-5 5q7 2 4"
                " 7h-7M-22-2h6v12h-6zM-8-2h8v6h-8v6h8M10-2v12",
                INK,
                2.6,
            ),
            line("M-22 24h42", PINK, 5),
            at=(404, 308),
            turn=-6,
        ),
        me.arm(-1, (424, 242), (440, 288), thumb=170),
        me.arm(1, (554, 252), (446, 320), thumb=180),
    )


def cucumber_and_eggs() -> str:
    def block(
        x: int, base: int, width: int, floors: int, tone: str, lit: tuple[int, ...]
    ) -> str:
        parts = [rect(x, base - floors * 17 - 6, width, floors * 17 + 6, tone)]
        columns = width // 14
        for i in range(floors * columns):
            left, top = x + 5 + i % columns * 13, base - floors * 17 + i // columns * 17
            parts.append(rect(left, top, 7, 9, CLOUDBERRY if i in lit else "#0f222b"))
        return "".join(parts)

    view = (
        block(6, 150, 56, 7, "#33525e", (2, 9, 14, 23))
        + block(76, 150, 44, 9, "#2b4854", (1, 8, 11, 19, 22))
        + block(136, 150, 72, 6, "#3a5a66", (3, 7, 16, 21))
        + circle(186, 24, 11, "#f7e6bd")
        + group(
            rect(0, 0, 92, 22, "#c4473d", 6),
            rect(8, 4, 76, 8, "#f7e6bd", 2),
            at=(60, 138),
        )
        + rect(0, 160, 220, 10, "#142c36")
    )
    me = samira(436, 158, height=130)
    plate = (
        ellipse(300, 322, 82, 25, "#8fb4bb")
        + ellipse(300, 320, 62, 17, "#b7d0d3")
        + "".join(
            circle(x, y, 12, "#5e9a54") + circle(x, y, 9.5, "#cfe5b4")
            for x, y in ((262, 318), (280, 312), (276, 327))
        )
        + "".join(
            ellipse(x, y, 17, 11, "#fff") + circle(x, y, 7, CLOUDBERRY)
            for x, y in ((312, 314), (330, 324))
        )
    )
    return svg(
        "Samira istuu illalla yksin keittiössä; lautasella on vain kurkkua ja kananmunia",
        ground("#e5d8bd"),
        rect(0, 352, 600, 48, WOOD2),
        window(50, 42, 240, 186, view, pane="#23414b"),
        sill(40, 226, 260),
        lamp(420, 56, PINK),
        rect(382, 196, 108, 116, "#b98d52", 20),
        me.body(belly(124)),
        me.head(-1, mouth="calm", brows="worried", size=1.06, eyes="down", tilt=-4),
        table(284, left=110),
        thread(
            "M0 300C50 300 80 262 130 272C180 284 170 350 240 356C310 362 360 352"
            " 400 344C470 330 520 322 560 308"
            "C580 300 590 300 600 300"
        ),
        plate,
        line("M206 306L196 344M212 304l-8 40", STEEL, 4),
        group(
            rect(-13, -26, 26, 34, "#cfe3e4", 4),
            rect(-13, -12, 26, 20, "#b4d3d6", 4),
            at=(186, 310),
        ),
        me.arm(1, (500, 252), (470, 300), thumb=180),
        me.arm(-1, (372, 252), (396, 300), thumb=-30),
    )


def drawn_plate() -> str:
    nurse = Figure(120, 158, 3, SEA, DARK, "curly", width=41, height=130)
    interpreter = Figure(300, 140, 2, HEATHER, BROWN, "long", width=40, height=140)
    me = samira(478, 156)
    return svg(
        "Hoitaja piirtää lautasen, tulkki istuu vieressä ja Samira kertoo omin sanoin",
        clinic(),
        rect(68, 204, 106, 96, "#5d6f73", 20),
        rect(248, 188, 104, 110, BRAND2, 20),
        rect(426, 200, 106, 100, BRAND2, 20),
        nurse.body(
            line("M-12 36l12 20 12-20", PAPER, 4), rect(14, 78, 22, 15, PAPER, 3)
        ),
        nurse.head(1, size=1.04),
        interpreter.body(shape("M-14 36q14 18 28 0", CREAM)),
        interpreter.head(-1, mouth="talk", size=1.04),
        me.body(belly(136)),
        me.head(-1, mouth="talk", size=1.04),
        table(276),
        shape("M176 292H424L446 362H154Z", PAPER),
        shape("M300 327L300 297A62 27 0 0 1 358 336Z", CLOUDBERRY, 0.8),
        shape("M300 327L358 336A62 27 0 0 1 256 346Z", PINK, 0.75),
        shape("M300 327L256 346A62 27 0 0 1 300 297Z", "#8fbf7f", 0.9),
        thread(
            "M0 300C40 300 60 340 120 336C180 330 200 327 232 327A68 32 0 0 1 368"
            " 327A68 32 0 0 1 232 327"
            "C232 300 240 296 262 288C330 270 440 330 500 326C550 322 570 300 600 300"
        ),
        nurse.arm(-1, (64, 250), (84, 304), thumb=-10),
        nurse.arm(1, (176, 252), (212, 296), thumb=-20),
        line("M206 284L230 318", INK, 6),
        interpreter.arm(-1, (254, 226), (262, 276), thumb=0),
        interpreter.arm(1, (346, 226), (340, 276), thumb=180),
        me.arm(-1, (424, 238), (404, 214), thumb=-110),
        me.arm(1, (540, 252), (508, 306), thumb=180),
    )


def three_things() -> str:
    me = samira(304, 136, height=170)
    left = Figure(90, 176, 0, CLOUDBERRY, RED, "pony", width=41, height=112)
    right = Figure(510, 172, 4, SEA, DARK, "afro", width=42, height=130)
    sofa = (
        rect(-20, 206, 190, 150, BRAND2, 34)
        + rect(-30, 300, 210, 70, BRAND, 24)
        + rect(424, 206, 200, 150, HEATHER, 34)
        + rect(416, 300, 220, 70, "#65568a", 24)
    )
    pram = group(
        shape("M-44-40A44 44 0 0 1 0-84V-40Z", PETROL),
        shape("M-44-40H48Q46 0 6 0H-6Q-40 0-44-40Z", SEA),
        line("M48-40L66-66H80", INK, 6),
        line("M-24 0L-30 18M26 0L32 18", INK, 5),
    )
    return svg(
        "Samira kertoo äitien kahveilla kolme asiaa vauva sylissään; muut kuuntelevat",
        ground(WALL2),
        rect(0, 340, 600, 60, WOOD),
        line("M0 40Q150 76 300 40T600 40", BRAND2, 2.5),
        *(
            shape(
                f"M{x - 12} {n(40 + 17 * math.sin(x / 300 * math.pi))}h24l-12 22Z",
                colour,
            )
            for x, colour in zip(
                range(40, 600, 74), (SUN, BRAND2, ROSE) * 3, strict=False
            )
        ),
        window(
            40,
            84,
            110,
            96,
            shape("M0 50C30 36 60 46 90 42V80H0Z", BRAND3)
            + birch(30, 80, 60, "#b9cf9a"),
        ),
        frame(470, 84, 70, 70),
        group(pram, at=(206, 350), scale=0.9),
        wheel(180, 376, 15),
        wheel(235, 376, 15),
        sofa,
        left.body(),
        left.head(1),
        right.body(line("M-37 90h74", PAPER, 6, 0.5)),
        right.head(-1, glasses=True),
        leg((72, 322), (62, 340), (62, 410), SLATE, 28),
        leg((108, 322), (122, 340), (122, 410), SLATE, 28),
        leg((492, 322), (480, 340), (480, 410), PETROL, 28),
        leg((530, 322), (542, 340), (542, 410), PETROL, 28),
        legs(304, 330, 420, PETROL, 38),
        me.body(line("M-40 176h80", PAPER, 5, 0.6)),
        me.head(1, mouth="talk", size=1.04),
        thread(
            "M0 300C30 300 50 326 92 326C150 326 190 322 230 302C262 286 276 312 310"
            " 312C350 312 360 290 400 300"
            "C440 310 470 330 512 326C560 322 570 300 600 300"
        ),
        baby(96, 278, 0, MIST),
        left.arm(-1, (38, 262), (66, 296), thumb=-10),
        left.arm(1, (150, 262), (122, 302), thumb=-170),
        baby(296, 232, 1, CLOUDBERRY),
        me.arm(-1, (240, 240), (284, 264), thumb=-10),
        me.arm(1, (372, 206), (382, 158), thumb=-60),
        line("M380 156L376 134M384 154L388 132M376 158L364 140", SKIN[1], 7),
        right.arm(1, (570, 258), (540, 300), thumb=180),
        right.arm(-1, (452, 262), (474, 280), thumb=-60),
        cup(464, 270, PAPER),
        mug_steam(464, 250),
    )


SCENES = {
    "tarina-nyokkasin-1": good_good,
    "tarina-nyokkasin-2": crackling_line,
    "tarina-nyokkasin-3": cucumber_and_eggs,
    "tarina-nyokkasin-4": drawn_plate,
    "tarina-nyokkasin-5": three_things,
}
