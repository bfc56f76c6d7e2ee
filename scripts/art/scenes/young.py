"""Kirjastoon saa mennä kuka vain: a boy of seventeen, and a door that nobody minds."""

from art.heads import ASH, BROWN, DARK, GREY, RED
from art.people import Figure, leg, legs, shoe, wheel
from art.shapes import (
    BRAND,
    BRAND2,
    BRAND3,
    BRICK,
    CLOUDBERRY,
    CREAM,
    HEATHER,
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
    rect,
    shape,
    svg,
    thread,
)
from art.things import (
    birch,
    books,
    bubble,
    cup,
    mug_steam,
    phone,
    table,
    tree,
    window,
)

NIGHT, DEEP = "#1d3a45", "#142c36"


def eemil(x: float, y: float, height: float = 140, style: str = "messy") -> Figure:
    hair = "#e0a42c" if style == "hood" else BROWN
    return Figure(x, y, 0, CLOUDBERRY, hair, style, width=40, height=height)


def hoodie() -> str:
    """Its pocket and strings."""
    return line("M-6 42v20M6 42v16", PAPER, 2.6) + line(
        "M-18 128L-12 104H12L18 128", "#000", 3, 0.16
    )


def sleepless() -> str:
    view = (
        shape("M0 96C50 84 130 92 190 84V140H0Z", "#0f222b")
        + line("M0 112H190", "#3a525b", 12)
        + tree(24, 98, 46, DEEP)
        + tree(48, 100, 34, DEEP)
        + tree(168, 96, 50, DEEP)
        + circle(150, 26, 11, "#f7e6bd")
        + circle(155, 22, 10, "#23414b")
        + group(
            rect(0, 0, 44, 24, "#8fbdbb", 2),
            rect(46, 6, 16, 18, BRICK, 3),
            circle(12, 26, 5, INK),
            circle(30, 26, 5, INK),
            circle(54, 26, 5, INK),
            shape("M62 16L120 8V28L62 22Z", "#f7e6bd", 0.5),
            at=(66, 84),
        )
    )
    digits = (
        line(
            # 3:40 in strokes, as an alarm clock shows it
            "M0 0h10v18h-10M2 9h8M26 0v9h10M36 0v18M44 0h10v18h-10Z",
            CLOUDBERRY,
            3.5,
        )
        + circle(18, 5, 2, CLOUDBERRY)
        + circle(18, 13, 2, CLOUDBERRY)
    )
    alarm = group(rect(0, 0, 84, 42, INK, 8), group(digits, at=(16, 12)), at=(498, 218))
    boy = eemil(220, 168, 130)
    bed = (
        rect(52, 190, 30, 196, "#6b4a2b", 10)
        + rect(66, 300, 380, 64, "#b98d52", 10)
        + rect(78, 222, 112, 84, "#dcebe8", 26, turn=-8)
        + rect(440, 262, 26, 124, "#6b4a2b", 10)
    )
    blanket = shape(
        "M150 292Q230 278 262 284C300 230 352 226 372 272C390 296 420 292 452 296V366H150Z",
        LILAC,
    ) + line(
        "M300 262C310 300 312 330 306 362M384 290C388 320 386 340 380 362",
        "#000",
        4,
        0.12,
    )
    return svg(
        "Eemil istuu sängyssä hereillä; kello on 3.40 ja ikkunan takana ajaa rekka",
        ground(NIGHT),
        rect(0, 364, 600, 36, DEEP),
        window(300, 40, 210, 150, view, pane="#23414b"),
        rect(290, 188, 230, 12, "#6b4a2b", 6),
        rect(482, 260, 114, 16, "#b98d52", 6),
        line("M498 276V390M582 276V390", "#8a6638", 10),
        alarm,
        bed,
        boy.body(hoodie()),
        boy.head(1, mouth="calm", eyes="open", brows="worried", size=1.1),
        blanket,
        ellipse(292, 214, 66, 60, "#dcebe8", 0.1),
        thread(
            "M0 300C30 300 40 322 90 318C150 312 168 326 220 322C260 318 262 250 286 238"
        ),
        phone(290, 222, 18, lit=True),
        boy.arm(-1, (186, 270), (250, 282), thumb=-30),
        boy.arm(1, (286, 272), (288, 238), thumb=-60),
        thread(
            "M298 246C330 300 352 330 420 322C470 314 480 290 520 294C560 298 580 300 600 300"
        ),
    )


def blue_door() -> str:
    sky = rect(0, 0, 600, 120, SKY)
    houses = (
        rect(168, 50, 170, 220, SKY2)
        + rect(168, 38, 170, 16, WOOD2)
        + rect(338, 26, 132, 244, "#d8e4df")
        + rect(338, 16, 132, 14, MIST)
        + rect(470, 60, 130, 210, "#f1c9b8")
        + rect(470, 48, 130, 16, PINK)
    )
    shop = (
        rect(184, 150, 82, 84, "#bcd6d6", 4)
        + rect(278, 150, 48, 120, "#bcd6d6", 4)
        + shape("M176 132H334L344 160H166Z", PINK)
        + line("M192 134l-5 24M228 134l-3 24M264 134v24M300 134l3 24", PAPER, 10, 0.8)
        + line("M198 78h100", PETROL, 10)
    )
    door = (
        rect(372, 142, 64, 128, PAPER, 4)
        + rect(378, 148, 52, 122, "#2f6fb0", 3)
        + rect(388, 160, 32, 40, "#bcd6e6", 3)
        + circle(420, 220, 4, CLOUDBERRY)
        + rect(378, 112, 52, 22, PAPER, 4)
        + line("M388 123h30", "#2f6fb0", 5)
        + rect(358, 46, 34, 44, "#bcd6d6", 3)
        + rect(416, 46, 34, 44, "#bcd6d6", 3)
    )
    taxi = group(
        shape(
            "M-80 34V6Q-80-2-70-4L-46-8L-28-36Q-24-42-14-42H28Q38-42 44-34L60-8Q80-4 80 8V34Z",
            "#f4efe2",
        ),
        shape("M-36-10L-20-34H2V-10ZM10-34H28Q34-34 38-28L48-10H10Z", "#9fc0c4"),
        rect(-10, -54, 30, 13, CLOUDBERRY, 4),
        circle(24, -17, 8, "#8d5836"),
        shape("M15-20q9-10 18 0Z", DARK),
        circle(-44, 34, 17, INK),
        circle(44, 34, 17, INK),
        circle(-44, 34, 7, "#c4d5d0"),
        circle(44, 34, 7, "#c4d5d0"),
        at=(524, 256),
    )
    street = rect(0, 268, 600, 132, "#c9d3d0") + rect(0, 262, 600, 16, "#e6ebe7")
    neighbour = Figure(
        306, 152, 0, HEATHER, GREY, "bun", width=42, height=92, scale=0.78
    )
    shelter = (
        rect(14, 96, 176, 14, PETROL, 5)
        + line("M24 108V396M182 108V396", PETROL, 9)
        + rect(30, 116, 146, 200, "#ffffff", 4, opacity=0.38)
        + rect(34, 318, 138, 14, WOOD2, 6)
        + line("M54 332V392M154 332V392", "#5d6f73", 7)
    )
    boy = eemil(102, 184, 120, "hood")
    return svg(
        "Eemil istuu bussikatoksessa ja katsoo kadun yli sinistä ovea; ohi kulkee tuttuja",
        ground(SKY),
        sky,
        houses,
        shop,
        door,
        street,
        line("M288 252V292M324 252V292", SLATE, 20),
        shoe(278, 302),
        shoe(316, 302),
        neighbour.body(line("M0 44V126", PAPER, 3, 0.4)),
        neighbour.head(-1, glasses=True),
        neighbour.arm(-1, (262, 214), (268, 244), thumb=90, width=21),
        neighbour.arm(1, (350, 214), (344, 244), thumb=90, width=21),
        group(
            shape("M-14 0H14L17 36H-17Z", SEA),
            line("M-7 0q7-12 14 0", SEA, 3),
            at=(266, 248),
        ),
        group(
            shape("M-14 0H14L17 36H-17Z", BRICK),
            line("M-7 0q7-12 14 0", BRICK, 3),
            at=(346, 248),
        ),
        taxi,
        shelter,
        leg((90, 312), (78, 326), (78, 392), PETROL, 26),
        leg((116, 312), (128, 326), (128, 392), PETROL, 26),
        shoe(66, 400),
        shoe(118, 400),
        boy.body(hoodie()),
        boy.head(1, mouth="calm", brows="worried", size=1.06),
        thread(
            "M0 300C30 300 40 288 64 292C84 296 96 302 110 300C150 294 190 344 260 344"
            "C340 344 386 336 398 304C404 284 376 282 378 304C382 340 440 350 500 336"
            "C550 324 560 300 600 300"
        ),
        boy.arm(-1, (60, 262), (92, 294), thumb=0),
        boy.arm(1, (146, 262), (116, 296), thumb=180),
    )


def on_the_bus() -> str:
    view = (
        rect(0, 0, 560, 160, "#b4d0d6")
        + shape("M0 96C90 70 200 92 320 78C420 66 500 88 560 80V160H0Z", "#e6eeed")
        + "".join(
            tree(x, 100, h, BRAND2)
            for x, h in (
                (54, 50),
                (82, 66),
                (250, 54),
                (276, 70),
                (440, 60),
                (466, 46),
                (520, 72),
            )
        )
        + group(
            shape("M0 0V-26L24-46L48-26V0Z", "#b4452f"),
            rect(16, -22, 16, 14, "#f7e6bd"),
            at=(116, 92),
        )
        + shape("M0 120C140 104 300 124 560 108V160H0Z", "#d3e0df")
    )
    bus = (
        ground("#cfdedb")
        + rect(20, 44, 560, 164, WHITE, 22)
        + '<clipPath id="pane">'
        + rect(30, 54, 540, 144, PAPER, 14)
        + "</clipPath>"
        + f'<g clip-path="url(#pane)">{group(view, at=(20, 46))}</g>'
        + rect(196, 48, 10, 156, WHITE)
        + rect(396, 48, 10, 156, WHITE)
        + line("M0 22H600", CLOUDBERRY, 8)
        + line("M110 22v22M210 22v22M400 22v22M500 22v22", INK, 4)
        + "".join(line(f"M{x} 44l-9 22h18Z", INK, 4) for x in (210, 400))
    )
    seats = "".join(
        rect(x, 196, 124, 150, BRAND2, 26) for x in (32, 172, 312, 452)
    ) + rect(0, 318, 600, 50, BRAND, 14)
    woman = Figure(94, 166, 2, PINK, PETROL, "scarf", width=42, height=136)
    boy = eemil(252, 162, 128)
    man = Figure(510, 164, 3, LILAC, ASH, "side", width=43, height=138)
    thumb = line(
        "M-8 6V-8M-1 6h9q4 0 4-4l2-7q0-4-4-4H4l1-8q-4-2-5 1L-1-5Z", PETROL, 3.4
    )
    return svg(
        "Eemil kirjoittaa nimettömän viestin bussissa; viesti saa peukkuja",
        bus,
        seats,
        woman.body(),
        woman.head(-1, eyes="closed", mouth="calm", tilt=-6),
        boy.body(hoodie()),
        boy.head(1, eyes="down", mouth="calm", tilt=4, size=1.06),
        man.body(
            line("M-14 36l14 20 14-20", CREAM, 5), line("M0 70V172", PAPER, 3, 0.3)
        ),
        man.head(-1, glasses=True, beard="#b9b3aa"),
        rect(54, 286, 80, 62, HEATHER, 14),
        line("M76 288q18-26 36 0", HEATHER, 7),
        line(
            "M236 324C214 330 210 350 210 400M268 324C290 330 294 350 294 400",
            PETROL,
            30,
        ),
        line(
            "M482 316C468 330 470 360 470 400M538 316C552 330 552 360 550 400",
            SLATE,
            33,
        ),
        woman.arm(-1, (50, 262), (76, 298), thumb=0),
        woman.arm(1, (140, 262), (112, 300), thumb=180),
        thread(
            "M0 300C30 300 40 326 94 326C160 326 190 330 222 304C240 288 256 286 270 272"
        ),
        phone(278, 254, 14, lit=True),
        boy.arm(-1, (206, 258), (262, 276), thumb=-20),
        boy.arm(1, (306, 262), (284, 268), thumb=-120),
        thread(
            "M290 254C300 240 318 250 330 262C344 280 350 336 400 330C450 324 470 336 510 326"
            "C560 314 570 300 600 300"
        ),
        bubble(318, 108, 112, 68, line("M20 24h72M20 40h46", MIST, 6)),
        *(
            group(
                circle(0, 0, 19, CLOUDBERRY),
                group(thumb, scale=0.78),
                at=spot,
                turn=turn,
            )
            for spot, turn in (((448, 110), 8), ((420, 84), -6), ((346, 84), 4))
        ),
        man.arm(1, (566, 262), (536, 300), thumb=180),
        line("M452 400L470 256", "#6b4229", 7),
        man.arm(-1, (456, 258), (466, 282), thumb=-40),
    )


def sheep(scale: float = 1) -> str:
    wool = "".join(
        circle(x, y, 7, CREAM)
        for x, y in ((-9, 0), (-4, -6), (4, -6), (9, 0), (4, 5), (-4, 5))
    )
    return group(
        line("M-5 8v8M5 8v8", INK, 3),
        wool,
        circle(0, 0, 7, CREAM),
        ellipse(12, -4, 5, 6.5, INK),
        scale=scale,
    )


def book(x: float, y: float, turn: float = 0, scale: float = 1) -> str:
    return group(
        rect(-28, -34, 56, 68, "#4c8a4f", 4),
        rect(-28, -34, 8, 68, "#000", 4, opacity=0.16),
        group(sheep(), at=(4, -4)),
        line("M-10 22h28", PAPER, 4),
        at=(x, y),
        turn=turn,
        scale=scale,
    )


def shelves() -> str:
    rows = (
        (
            (14, 54, SEA),
            (12, 46, PINK),
            (18, 58, PETROL),
            (12, 50, CLOUDBERRY),
            (14, 44, MIST),
            (16, 56, LILAC),
            (12, 48, BRICK),
            (18, 54, SEA),
            (12, 58, CREAM),
            (14, 46, PETROL),
        ),
        (
            (16, 48, LILAC),
            (12, 56, PETROL),
            (14, 50, CLOUDBERRY),
            (18, 44, SEA),
            (12, 58, PINK),
            (16, 52, MIST),
            (14, 46, PETROL),
            (12, 54, CREAM),
            (18, 50, BRICK),
            (12, 44, SEA),
        ),
    )
    parts = [rect(0, 20, 600, 236, WOOD2)]
    for level, base in enumerate((98, 176, 254)):
        parts.append(rect(10, base - 68, 580, 68, "#c49f5c"))
        parts += [
            books(20 + column * 196, base, rows[(level + column) % 2])
            for column in range(3)
        ]
        parts.append(rect(0, base, 600, 10, WOOD2))
    parts.append(rect(198, 20, 10, 240, WOOD2) + rect(394, 20, 10, 240, WOOD2))
    return "".join(parts)


def reading_room() -> str:
    boy = eemil(176, 164, 120)
    worker = Figure(366, 160, 3, HEATHER, DARK, "long", width=41, height=124)
    librarian = Figure(532, 186, 1, SEA, RED, "bob", width=38, height=110, scale=0.92)
    return svg(
        "Eemil istuu kirjaston perähuoneessa Hennaa vastapäätä; kirjan kannessa on lammas",
        ground(WALL2),
        rect(0, 250, 600, 150, SKY2),
        shelves(),
        rect(494, 234, 80, 70, INK, 12),
        librarian.body(line("M-38 84h76", PAPER, 5, 0.5)),
        librarian.head(-1, glasses=True),
        leg((520, 312), (482, 326), (480, 388), SLATE, 24),
        wheel(546, 338, 42),
        librarian.arm(1, (586, 250), (556, 282), thumb=180, width=19),
        group(rect(-13, -22, 26, 44, CLOUDBERRY, 3), at=(484, 200)),
        librarian.arm(-1, (470, 252), (484, 222), thumb=-70, width=19),
        rect(120, 196, 112, 110, BRAND2, 20),
        rect(312, 196, 108, 110, BRAND2, 20),
        boy.body(hoodie()),
        boy.head(1, mouth="small", brows="raised", size=1.06),
        worker.body(shape("M-12 35L0 62L12 35Z", CREAM)),
        worker.head(-1, mouth="talk", size=1.04),
        table(278, left=40, right=470),
        thread("M0 300C40 300 40 330 100 334C150 338 184 330 206 316"),
        thread(
            "M214 316C236 334 250 350 284 346C322 340 318 312 294 316C270 322 290 352 340 348"
            "C400 342 440 330 480 318C540 300 560 300 600 300"
        ),
        book(210, 282, 4),
        boy.arm(-1, (130, 246), (184, 306), thumb=-30),
        boy.arm(1, (222, 232), (240, 290), thumb=-170),
        worker.arm(-1, (318, 248), (332, 302), thumb=0),
        worker.arm(1, (412, 246), (390, 304), thumb=180),
        cup(420, 326, PINK),
        mug_steam(420, 306),
        cup(112, 316, SEA),
    )


def book_return() -> str:
    house = (
        rect(280, 30, 320, 306, "#e9c9a0")
        + rect(270, 22, 330, 18, BRICK)
        + line("M280 90H600M280 150H600M280 210H600M280 270H600", "#d9b081", 3)
        + rect(470, 120, 110, 216, PAPER, 4)
        + rect(478, 128, 46, 208, "#9fc0c4", 3)
        + rect(528, 128, 46, 208, "#9fc0c4", 3)
        + line("M520 236v26M532 236v26", INK, 4)
        + rect(300, 60, 130, 40, PAPER, 6)
        + books(
            326,
            94,
            ((9, 26, SEA), (8, 22, PINK), (10, 28, PETROL), (8, 24, CLOUDBERRY)),
        )
        + line("M378 82h36", PETROL, 6)
        + rect(346, 150, 96, 130, SEA, 8)
        + rect(360, 172, 68, 16, INK, 5)
        + line("M366 216h56M366 232h36", PAPER, 5, 0.8)
    )
    boy = eemil(268, 136, 150)
    friend = Figure(96, 134, 4, PINK, DARK, "afro", width=41, height=150)
    dog = group(
        shape("M-46-44Q-50-58-36-58H34Q50-58 50-38V-20H-46Z", CREAM),
        line("M-36-24V-4M-22-24V-4M30-24V-4M42-24V-4", CREAM, 11),
        line("M-46-48q-18-6-20-22", CREAM, 8),
        ellipse(60, -70, 22, 18, CREAM),
        ellipse(78, -64, 12, 9, CREAM),
        circle(88, -67, 4, INK),
        circle(64, -74, 2.6, INK),
        shape("M46-84Q36-72 42-58Q54-60 54-78Z", WOOD2),
        line("M-4-60V-20M24-60V-24", BRICK, 5),
        line("M-6-62L-34-104", BRICK, 5),
        at=(176, 396),
    )
    return svg(
        "Eemil palauttaa lammaskirjan kirjaston luukkuun; ystävä odottaa opaskoiran kanssa",
        ground(SKY),
        circle(60, 76, 40, SUN),
        shape("M0 210C80 180 160 196 290 186V340H0Z", BRAND3),
        birch(36, 330, 250, "#b9cf9a"),
        birch(212, 330, 210, "#c9dba8"),
        rect(0, 330, 600, 70, WOOD),
        house,
        legs(96, 310, 410, SLATE, 38),
        friend.body(line("M-37 98h74M-37 116h74", PAPER, 5, 0.7)),
        friend.head(1),
        legs(268, 310, 410, PETROL, 38),
        boy.body(hoodie()),
        boy.head(1, size=1.06),
        dog,
        thread(
            "M0 300C30 300 40 316 62 312C96 306 100 340 150 336C200 332 214 312 240"
            " 304C270 294 300 316 330 292"
            "C352 274 350 214 374 196"
        ),
        thread("M416 196C440 220 424 300 470 312C520 324 550 300 600 300"),
        '<clipPath id="chute">' + rect(300, 100, 130, 80, PAPER) + "</clipPath>",
        f'<g clip-path="url(#chute)">{book(394, 164, 12)}</g>',
        boy.arm(1, (334, 214), (362, 164), thumb=-40),
        boy.arm(-1, (216, 226), (238, 268), thumb=60),
        friend.arm(-1, (46, 226), (64, 276), thumb=60),
        friend.arm(1, (148, 236), (142, 290), thumb=60),
    )


SCENES = {
    "tarina-kirjasto-1": sleepless,
    "tarina-kirjasto-2": blue_door,
    "tarina-kirjasto-3": on_the_bus,
    "tarina-kirjasto-4": reading_room,
    "tarina-kirjasto-5": book_return,
}
