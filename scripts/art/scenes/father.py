"""Isän puhelu ja yksi lause kortissa: a father who forgets, and his daughter."""

from art.heads import ASH, BLOND, BROWN, DARK, GREY, RED, SKIN, STEEL
from art.people import Figure, leg, shoe
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
    LINE,
    MIST,
    PAPER,
    PETROL,
    PINK,
    ROSE,
    SEA,
    SKY,
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
    rect,
    ring,
    shape,
    svg,
    thread,
)
from art.things import (
    birch,
    clock,
    cup,
    flat_phone,
    frame,
    mug_steam,
    phone,
    plant,
    rollator,
    sill,
    snow,
    table,
    tree,
    waves,
    window,
)


def father(x: float, y: float, cloth: str = CLOUDBERRY, height: float = 150) -> Figure:
    return Figure(x, y, 0, cloth, GREY, "bald", width=43, height=height)


def marja(x: float, y: float, cloth: str = LILAC, height: float = 150) -> Figure:
    return Figure(x, y, 0, cloth, BLOND, "bob", width=41, height=height)


def jetty() -> str:
    hills = shape(
        "M0 150C70 120 160 138 240 142C330 118 420 146 480 140C530 130 570 138 600 134V230H0Z",
        BRAND3,
    ) + shape(
        "M0 172C80 156 150 166 220 170C320 160 400 176 470 168C520 162 570 170 600 164V230H0Z",
        BRAND2,
    )
    firs = "".join(
        tree(x, 190, height)
        for x, height in ((12, 70), (40, 54), (66, 78), (548, 60), (574, 82), (596, 58))
    )
    lake = (
        rect(0, 186, 600, 214, BRAND3)
        + rect(0, 186, 600, 22, BRAND2, opacity=0.35)
        + line(
            "M70 228h64M176 214h40M30 252h36M516 246h44M84 350h60M90 384h40",
            WHITE,
            4,
            0.55,
        )
        + line("M120 206h64M132 218h42M142 230h22", SUN, 5)
    )
    posts = "M226 364V400M398 364V400M560 364V400"
    deck = (
        line(posts, "#a98a52", 14)
        + line("M168 282V400M204 282V400M168 336H204M168 368H204", "#5d6f73", 6)
        + shape("M196 318H600V350H196Z", WOOD)
        + shape("M196 350H600V364H196Z", WOOD2)
        + line(
            "M250 320v28M304 320v28M358 320v28M412 320v28M466 320v28M520 320v28M574 320v28",
            WOOD2,
            2.5,
        )
    )
    boat = group(
        shape("M-78-16H70Q62 22 34 24H-40Q-70 22-78-16Z", BRICK),
        shape("M-78-16H70L66-4H-75Z", "#a9561f"),
        line("M-24-16V-2M22-16V-2", WOOD2, 8),
        line("M-8-24L62 6", WOOD2, 5),
        at=(94, 300),
        scale=0.88,
    )
    dad = Figure(316, 112, 0, SKIN[0], GREY, "bald", width=42, height=114)
    towel = (
        line("M-19 88V62Q-17 38 0 38Q17 38 19 62V100", CLOUDBERRY, 25)
        + line("M-27 86h16M-27 95h16M11 98h16M11 107h16", PAPER, 4)
        + rect(-31.5, 84, 25, 20, CLOUDBERRY)
        + rect(6.5, 96, 25, 20, CLOUDBERRY)
        + line("M-27 92h16M-27 98h16M11 104h16M11 110h16", PAPER, 3)
    )
    shins = line("M296 284V312M336 284V312", SKIN[0], 21)
    feet = ellipse(291, 316, 16, 7, SKIN[0]) + ellipse(341, 316, 16, 7, SKIN[0])
    trunks = shape("M276 246H356L361 292H322L316 278L310 292H271Z", PETROL)
    daughter = marja(474, 124, PINK, 142)
    hem = line("M-38 168h76", PAPER, 5, 0.6)
    ankles = line("M458 292V306M490 292V306", SKIN[0], 17)
    sandals = ellipse(453, 313, 16, 6, SLATE) + ellipse(495, 313, 16, 6, SLATE)
    return svg(
        "Isä seisoo laiturilla pyyhe kaulassa ja kysyy; tytär kuuntelee kahvikuppi kädessä",
        ground(SKY),
        circle(150, 104, 44, SUN),
        hills,
        firs,
        lake,
        deck,
        shins,
        feet,
        dad.body(),
        trunks,
        group(towel, at=(316, 112)),
        dad.head(1, mouth="talk", brows="raised"),
        dad.arm(-1, (266, 216), (276, 262), thumb=70, sleeve=0),
        dad.arm(1, (382, 202), (404, 174), thumb=-150, sleeve=0),
        ankles,
        sandals,
        daughter.body(hem),
        daughter.head(-1, mouth="calm", brows="raised"),
        daughter.arm(1, (530, 232), (512, 280), thumb=120),
        daughter.arm(-1, (416, 244), (436, 206), thumb=-30),
        cup(424, 198, SEA),
        line("M226 350V288M400 350V288M570 350V288", "#a98a52", 11),
        thread(
            "M0 300C10 300 18 298 30 296M150 294C158 300 162 301 168 300H204"
            "C212 300 216 298 226 296"
            "C270 320 350 322 400 296C450 322 520 322 570 298C582 302 590 300 600 300"
        ),
        boat,
    )


def kitchen(view: str) -> str:
    """Isä's kitchen: window, cupboard, clock."""
    return (
        ground(WALL2)
        + window(60, 46, 168, 130, view)
        + sill(50, 174, 188)
        + rect(420, 0, 180, 108, BRAND2)
        + line("M510 0V108", BRAND, 3)
        + line("M498 70v18M522 70v18", WOOD, 5)
    )


def pills(x: float, y: float, full: tuple[int, ...]) -> str:
    """A week's box: seven lids, those of the full days closed over their pills."""
    parts = [shape("M-98-16H98L106 16Q106 24 98 24H-98Q-106 24-106 16Z", "#dcebe8")]
    for day in range(7):
        left = -94 + day * 27.2
        parts.append(rect(left, -10, 24, 26, PAPER, 4))
        if day in full:
            parts += [
                circle(left + 8, -1, 4, PINK),
                circle(left + 16, 3, 4, CLOUDBERRY),
            ]
            parts.append(circle(left + 9, 9, 4, SEA))
    return group(*parts, at=(x, y))


def all_is_well() -> str:
    view = (
        rect(0, 0, 150, 110, "#c9dbe0")
        + shape("M0 74C40 56 90 70 150 62V110H0Z", PAPER)
        + tree(112, 84, 52, PETROL)
        + tree(132, 88, 40, PETROL)
        + snow((24, 22), (52, 40), (88, 18), (120, 30), (38, 60), (136, 12))
    )
    dad = father(350, 152)
    buttons = line("M0 42V184", PAPER, 3, 0.5) + "".join(
        circle(0, y, 3.5, INK) for y in (66, 96, 126)
    )
    chair = rect(290, 176, 120, 130, WOOD2, 22)
    return svg(
        "Isä vastaa puhelimeen aamiaispöydässä; lääkeannostelijassa on kolme päivää koskematta",
        kitchen(view),
        clock(330, 60, 26, 9),
        chair,
        dad.body(buttons),
        dad.head(-1, size=1.12, glasses=True),
        table(282),
        thread(
            "M0 300C40 300 58 262 110 258C190 254 236 262 284 222C296 212 306 190 314 176"
        ),
        thread(
            "M318 180C324 216 372 258 404 282C430 300 470 304 520 302C560 300 580 300 600 300"
        ),
        dad.arm(-1, (282, 232), (318, 178), thumb=-70),
        phone(311, 163, 12),
        dad.arm(1, (424, 252), (404, 300), thumb=150),
        pills(258, 336, (4, 5, 6)),
        cup(444, 320),
        mug_steam(444, 300),
        group(
            ellipse(0, 0, 40, 12, PAPER), ellipse(0, -4, 20, 8, WOOD2), at=(538, 340)
        ),
    )


def at_work() -> str:
    tiles = line("M170 70H600M170 120H600M170 170H600M170 220H600", WHITE, 3, 0.7)
    locker = (
        rect(24, 40, 124, 320, BRAND2, 8)
        + rect(36, 52, 100, 148, "#1f4a52", 5)
        + rect(36, 212, 100, 136, SEA, 5)
        + line("M60 236h52M60 250h52M60 264h52", PETROL, 4)
        + line("M60 52v14M112 52v14", STEEL, 4)
        + shape("M98 66H126L130 130H94Z", HEATHER)
        + line("M104 68q8-12 16 0", HEATHER, 5)
    )
    me = Figure(318, 122, 0, PINK, BLOND, "net", width=43, height=140)
    apron = shape("M-26 62H26L41 174H-41Z", SEA) + line(
        "M-24 64L-14 36M24 64L14 36", SEA, 6
    )
    counter = (
        rect(186, 262, 258, 138, BRAND)
        + rect(174, 250, 282, 20, "#c4d5d0", 8)
        + line("M214 350h60M214 366h40", WHITE, 6, 0.2)
    )
    pot = (
        shape("M214 204H290V246Q290 256 280 256H224Q214 256 214 246Z", STEEL)
        + ellipse(252, 205, 38, 9, BRICK)
        + line("M204 220h10M290 220h10", STEEL, 7)
    )
    girl = Figure(
        486, 210, 4, CLOUDBERRY, DARK, "afro", width=42, height=140, scale=0.78
    )
    boy = Figure(556, 226, 1, LILAC, RED, "messy", width=42, height=140, scale=0.74)
    trousers = line("M472 340V400M500 340V400", SLATE, 23) + line(
        "M544 350V400M568 350V400", PETROL, 21
    )
    return svg(
        "Marja jakaa keittoa koulun ruokalassa; hänen puhelimensa soi kaapissa",
        ground(WALL),
        tiles,
        rect(0, 330, 600, 70, LINE),
        locker,
        clock(520, 66, 28, 11.17),
        me.body(apron),
        me.head(1, mouth="calm"),
        counter,
        pot,
        trousers,
        girl.body(),
        girl.head(-1),
        boy.body(),
        boy.head(-1, mouth="talk"),
        thread(
            "M0 300C30 300 24 170 70 176C92 178 112 168 96 152C80 142 74 180 108 200"
            "C150 224 150 300 200 300H428C450 300 452 318 480 318C520 318 530 300 600 300"
        ),
        group(
            phone(0, 0, 0, lit=True),
            waves(6, 0, CLOUDBERRY),
            group(waves(6, 0, CLOUDBERRY), mirror=True),
            at=(78, 158),
        ),
        me.arm(-1, (254, 200), (268, 164), thumb=-60),
        line("M271 168L258 206", "#5d6f73", 5),
        me.arm(1, (386, 208), (416, 214), thumb=-20),
        group(
            shape("M-26-8H26Q22 14 8 14H-8Q-22 14-26-8Z", PAPER),
            ellipse(0, -8, 26, 7, BRICK),
            at=(434, 216),
        ),
        girl.arm(-1, (442, 282), (462, 300), thumb=-20),
        girl.arm(1, (524, 282), (506, 302), thumb=-160),
        group(rect(-36, 0, 72, 10, BRICK, 5), at=(484, 300)),
        boy.arm(-1, (520, 290), (538, 312), thumb=-20),
        boy.arm(1, (592, 292), (574, 312), thumb=-160),
        group(rect(-32, 0, 64, 9, BRICK, 4), at=(556, 312)),
    )


def one_sentence() -> str:
    wall = (
        ground(WALL)
        + rect(0, 344, 600, 56, WOOD)
        + frame(52, 54, 84, 96)
        + clock(254, 76, 28, 10.4)
        + rect(470, 44, 96, 112, WHITE, 8)
        + line("M488 68h40M488 92h60M488 108h60M488 124h38", BRAND3, 5)
    )
    seats = (
        rect(96, 206, 96, 112, BRAND2, 18)
        + rect(88, 300, 112, 20, BRAND, 10)
        + line("M100 320V392M188 320V392", "#5d6f73", 6)
        + rect(312, 210, 96, 108, BRAND2, 18)
        + rect(304, 300, 112, 20, BRAND, 10)
        + line("M316 320V392M404 320V392", "#5d6f73", 6)
    )
    dad = father(144, 160, height=118)
    dad_legs = leg((132, 306), (196, 312), (200, 384), SLATE) + leg(
        (120, 310), (168, 318), (170, 388), "#35494e"
    )
    me = marja(362, 158, LILAC, 118)
    my_legs = leg((366, 304), (424, 314), (426, 384), PETROL, 26) + leg(
        (352, 306), (398, 320), (396, 388), "#0f505b", 26
    )
    desk = (
        ellipse(498, 300, 92, 17, WOOD)
        + shape("M406 300a92 17 0 0 0 184 0v8a92 17 0 0 1-184 0Z", WOOD2)
        + line("M498 318V384", WOOD2, 14)
        + ellipse(498, 388, 46, 8, WOOD2)
    )
    box = (
        rect(520, 234, 58, 58, SEA, 6)
        + rect(530, 244, 38, 7, INK, 3)
        + line("M532 264h34M532 276h20", WHITE, 4, 0.8)
    )
    card = group(
        rect(-30, -12, 60, 24, PAPER, 4),
        line("M-20-3h34", INK, 2.6),
        line("M-20 5h12", INK, 2.6),
        at=(462, 296),
        turn=-3,
    )
    return svg(
        "Marja kirjoittaa palautekorttia odotushuoneessa; kynä on kiinni punaisessa langassa",
        wall,
        plant(34, 392),
        seats,
        dad_legs,
        shoe(190, 396),
        shoe(160, 398),
        dad.body(line("M0 42V150", PAPER, 3, 0.5)),
        dad.head(1, glasses=True, mouth="talk"),
        my_legs,
        shoe(416, 396, BRICK),
        shoe(386, 399, BRICK),
        me.body(shape("M-14 36q14 18 28 0", CREAM)),
        me.head(1, mouth="calm", eyes="down", tilt=5),
        thread(
            "M0 300C40 300 60 316 96 322C150 330 190 340 240 330C286 320 330 334 380 330"
            "C440 326 480 344 520 330C560 316 566 300 600 300"
        ),
        rollator(250, 392),
        desk,
        box,
        thread("M578 262C596 250 590 226 556 226C510 226 520 270 490 268"),
        card,
        me.arm(-1, (312, 262), (350, 290), thumb=-10),
        me.arm(1, (424, 252), (472, 278), thumb=-60),
        line("M488 266L464 292", INK, 5),
        dad.arm(-1, (92, 254), (122, 296), thumb=-10),
        dad.arm(1, (202, 248), (236, 274), thumb=-50),
    )


def same_table() -> str:
    wall = (
        ground(WALL2)
        + line("M0 64H600", WHITE, 3, 0.6)
        + window(
            44,
            86,
            120,
            104,
            shape("M0 60C30 44 60 54 100 48V90H0Z", BRAND3) + circle(70, 26, 12, SUN),
        )
        + rect(226, 84, 36, 36, SUN, 4)
        + rect(272, 78, 34, 34, ROSE, 4)
        + rect(440, 84, 104, 40, WHITE, 6)
        + line("M454 98h52M454 110h34", BRAND3, 4)
    )
    relative = Figure(96, 164, 4, HEATHER, ASH, "curly", width=42, height=110)
    me = marja(230, 150, PINK, 120)
    nurse = Figure(372, 148, 2, SEA, DARK, "bun", width=41, height=120)
    planner = Figure(506, 166, 1, CREAM, BROWN, "side", width=40, height=108)
    chair_back = rect(462, 216, 88, 80, INK, 14) + line(
        "M458 222h-16M554 222h16", INK, 8
    )
    sheet = shape("M92 290L508 284L548 352L58 358Z", PAPER)
    marks = (
        circle(140, 306, 13, MIST)
        + circle(210, 318, 13, MIST)
        + circle(470, 322, 13, MIST)
        + line("M122 336h44M194 344h40M450 346h46", MIST, 4)
    )
    return svg(
        "Neljä ihmistä osoittaa samaa kohtaa isossa paperissa: siinä lanka katkeaa",
        wall,
        relative.body(line("M-14 36l14 20 14-20", CREAM, 5)),
        relative.head(1, glasses=True, beard="#b9b3aa"),
        me.body(shape("M-14 36q14 18 28 0", CREAM)),
        me.head(1, eyes="down"),
        nurse.body(
            line("M-12 36l12 20 12-20", PAPER, 4), rect(14, 74, 22, 15, PAPER, 3)
        ),
        nurse.head(-1, mouth="talk"),
        chair_back,
        planner.body(line("M-40 90h80M-40 106h80", SEA, 6)),
        planner.head(-1),
        table(266),
        sheet,
        marks,
        thread(
            "M0 300C40 300 60 318 100 312C140 304 170 322 210 318C250 314 280 330 306 322"
        ),
        line(
            "M344 322C380 326 420 322 470 322C490 322 505 318 520 314",
            "var(--thread)",
            5,
            dash="11 11",
        ),
        thread("M536 310C556 304 570 300 600 300"),
        ring(325, 322, 30, CLOUDBERRY, 5),
        circle(306, 322, 7, "var(--thread)"),
        circle(344, 322, 7, "var(--thread)"),
        relative.arm(-1, (44, 246), (62, 290), thumb=-10),
        relative.arm(1, (168, 262), (262, 300), thumb=15),
        me.arm(-1, (180, 240), (204, 282), thumb=0),
        me.arm(1, (278, 252), (302, 286), thumb=60),
        nurse.arm(-1, (338, 246), (346, 284), thumb=100),
        nurse.arm(1, (430, 244), (432, 284), thumb=150),
        planner.arm(-1, (440, 266), (384, 302), thumb=165),
        planner.arm(1, (566, 260), (552, 300), thumb=170),
        cup(66, 340, SEA),
        cup(566, 344, CLOUDBERRY),
    )


def our_call() -> str:
    view = (
        rect(0, 0, 150, 110, SKY)
        + circle(112, 34, 17, SUN)
        + shape("M0 78C40 60 90 74 150 66V110H0Z", BRAND3)
        + birch(38, 104, 80, "#b9cf9a")
    )
    dad = father(192, 158)
    me = marja(414, 152, LILAC)
    buttons = line("M0 42V184", PAPER, 3, 0.5) + "".join(
        circle(0, y, 3.5, INK) for y in (66, 96)
    )
    return svg(
        "Isä ja Marja juovat kahvia; hoitajan ääni kuuluu puhelimen kaiuttimesta heille molemmille",
        kitchen(view),
        clock(330, 60, 26, 14.2),
        rect(132, 182, 120, 130, WOOD2, 22),
        rect(354, 178, 120, 130, WOOD2, 22),
        dad.body(buttons),
        dad.head(1, size=1.12, glasses=True),
        me.body(shape("M-14 36q14 18 28 0", CREAM)),
        me.head(-1, size=1.08, mouth="talk"),
        group(rollator(0, 0), at=(548, 396)),
        table(286, right=528),
        thread(
            "M0 300C50 300 70 336 130 338C200 340 230 318 286 322M322 322C380 326 430 350 480 340"
            "C530 330 550 300 600 300"
        ),
        flat_phone(304, 318, 1.5),
        group(waves(0, 0), at=(304, 300), turn=-90),
        cup(236, 316),
        mug_steam(236, 296),
        cup(372, 314, CLOUDBERRY),
        mug_steam(372, 294),
        dad.arm(-1, (132, 256), (158, 304), thumb=-20),
        dad.arm(1, (256, 250), (246, 302), thumb=-120),
        me.arm(-1, (354, 250), (362, 302), thumb=-60),
        me.arm(1, (476, 252), (446, 304), thumb=-160),
        group(pills(0, 0, (5, 6)), at=(112, 362), scale=0.72),
    )


SCENES = {
    "tarina-isan-puhelu-1": jetty,
    "tarina-isan-puhelu-2": all_is_well,
    "tarina-isan-puhelu-3": at_work,
    "tarina-isan-puhelu-4": one_sentence,
    "tarina-isan-puhelu-5": same_table,
    "tarina-isan-puhelu-6": our_call,
}
