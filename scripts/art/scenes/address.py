"""Mikä on osoitteesi?: a man without an address, and the form that asked for it."""

from art.heads import DARK, RED, SKIN, STEEL
from art.people import Figure, leg, legs, shoe
from art.shapes import (
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
    SKY2,
    SLATE,
    SUN,
    WALL,
    WALL2,
    WHITE,
    WOOD,
    WOOD2,
    circle,
    ground,
    group,
    line,
    rect,
    ring,
    shape,
    svg,
    thread,
)
from art.things import cup, envelope, lamp, mug_steam, paper, phone, sill, window

COAT = "#5b6b3f"


def reijo(
    x: float, y: float, cloth: str = COAT, height: float = 150, style: str = "side"
) -> Figure:
    hair = BRICK if style == "beanie" else STEEL
    return Figure(x, y, 1, cloth, hair, style, width=44, height=height)


def face(figure: Figure, look: float, mouth: str = "calm", brows: str = "") -> str:
    return figure.head(look, mouth=mouth, brows=brows, beard=STEEL, size=1.06)


def zipper() -> str:
    return line("M0 44V182", "#000", 3, 0.22) + line(
        "M-30 120h14M30 120h-14", "#000", 3, 0.22
    )


def key(x: float, y: float, turn: float = 0) -> str:
    return group(
        ring(0, 0, 11, "#8a6a1f", 6),
        line("M11 0H46M38 0V10M46 0V12", "#8a6a1f", 6),
        at=(x, y),
        turn=turn,
    )


def the_key() -> str:
    kitchen = (
        ground(WALL2)
        + rect(0, 344, 600, 56, WOOD)
        + window(
            46,
            50,
            150,
            118,
            shape("M0 70C30 54 70 62 130 56V100H0Z", BRAND3),
            pane=SKY2,
        )
        + sill(36, 166, 170)
        + rect(232, 64, 8, 70, "#e6d6ae")
        + rect(232, 64, 70, 70, "#f6e3b6", 4)
    )
    doorway = (
        rect(376, 40, 190, 306, PAPER, 4)
        + rect(388, 52, 166, 294, "#b9cdc9")
        + shape("M388 346L430 300H554V346Z", "#9db7b2")
        + line("M430 300V52", "#a8c1bc", 3)
        + shape("M554 52L598 30V378L554 346Z", BRAND2)
        + circle(564, 214, 5, CLOUDBERRY)
    )
    desk = rect(28, 262, 270, 18, WOOD2, 8) + line(
        "M56 280V384M270 280V384", "#b98d52", 14
    )
    stool = rect(190, 318, 70, 12, "#b98d52", 6) + line(
        "M202 330V390M248 330V390", "#9a7440", 8
    )
    me = reijo(462, 136)
    bag = group(
        rect(-58, -4, 116, 62, LILAC, 22),
        line("M-26-2Q-26-30 0-30Q26-30 26-2", "#5f5280", 7),
        line("M-58 18H58", "#5f5280", 4),
        at=(400, 322),
    )
    return svg(
        "Reijo lähtee kassi kädessä ovesta; avain jää tyhjän keittiön pöydälle",
        kitchen,
        doorway,
        legs(462, 300, 372, SLATE, 38),
        shoe(432, 384, side=1),
        shoe(470, 384),
        me.body(zipper()),
        face(me, -1, "calm", brows="worried"),
        me.arm(1, (524, 230), (506, 282), thumb=110),
        stool,
        desk,
        thread("M0 300C20 300 16 244 60 244C96 244 92 262 128 258"),
        key(140, 256, 4),
        thread(
            "M146 250C180 236 230 250 270 246C330 240 300 330 360 346C430 362 530 356 552 326"
            "C564 308 580 300 600 300"
        ),
        cup(92, 250, PAPER),
        bag,
        me.arm(-1, (404, 238), (402, 294), thumb=100),
    )


def big_hand(
    x: float, y: float, turn: float, skin: int, cloth: str, *, mirror: bool = False
) -> str:
    """A fist that points to the left, its sleeve going off to the right."""
    tone = SKIN[skin]
    return group(
        line("M260 0H74", cloth, 62),
        rect(52, -34, 30, 68, cloth, 10),
        rect(52, -34, 30, 68, "#000", 10, opacity=0.12),
        shape("M58-25H10Q-16-25-16 0Q-16 26 10 26H58Z", tone),
        line("M2-17H-52", tone, 15),
        line("M-2 2Q-14 2-12 2M0 2H-12M2 17H-6", tone, 15),
        line("M-14-8H8M-16 9H6", "#000", 1.8, 0.18),
        line("M26-20Q6-32-14-30", tone, 14),
        at=(x, y),
        turn=turn,
        mirror=mirror,
    )


def empty_row() -> str:
    sheet = group(
        rect(-190, -190, 380, 420, PAPER, 14),
        rect(-160, -166, 150, 18, PETROL, 9),
        line("M-156-132H60", MIST, 7),
        at=(300, 206),
    )

    def row(y: float, sign: str, filled: str) -> str:
        box = rect(178, y - 26, 292, 52, "#f2f6f4", 10)
        return box + group(sign, at=(150, y)) + group(filled, at=(196, y))

    person = circle(0, -8, 8, SEA) + shape("M-15 16Q-15 2 0 2Q15 2 15 16Z", SEA)
    number = line("M-8-11V13M8-11V13M-14-4H15M-15 7H14", SEA, 4)
    house = shape("M-17 2L0-15L17 2L13 6V16H-13V6Z", SEA) + rect(-4, 4, 8, 12, PAPER)
    name = line("M0 8q8-26 14-4t14-2t12 2t14-6q6 14 14 4t18-2", INK, 4)
    digits = line(
        "M0 10V-10M12-8q12-6 10 4L12 10h12M34-10h12l-8 8q12 2 6 10h-12", INK, 4
    )
    return svg(
        "Lomakkeen osoiterivi on tyhjä; kynä pysähtyy sen yläpuolelle ja työntekijä osoittaa riviä",
        ground(WALL),
        circle(300, 420, 270, WALL2),
        sheet,
        row(118, person, name),
        row(184, number, digits),
        rect(174, 224, 300, 68, WALL2, 12),
        row(258, house, ""),
        row(
            330,
            circle(0, -2, 5, MIST) + circle(-12, -2, 5, MIST) + circle(12, -2, 5, MIST),
            line("M0 0H120", MIST, 7),
        ),
        thread("M0 300C60 300 90 276 196 276H430C500 276 540 300 600 300"),
        # the pen, and the hand that holds it over the line
        line("M110 430L188 338", COAT, 62),
        line("M170 330L208 362", COAT, 30),
        line("M170 330L208 362", "#000", 30, 0.12),
        line("M252 172L288 258", INK, 9),
        line("M285 250L289 262", CLOUDBERRY, 9),
        line("M204 326L226 302", SKIN[1], 46),
        shape("M226 280L262 224L284 244L252 312Z", SKIN[1]),
        circle(232, 296, 27, SKIN[1]),
        line("M238 280Q262 262 270 226", SKIN[1], 15),
        line("M246 300Q272 284 278 242", SKIN[1], 15),
        line("M222 284Q240 252 258 222", SKIN[1], 14),
        line("M244 286Q262 268 270 238M236 274Q252 254 262 232", "#000", 1.8, 0.16),
        big_hand(492, 240, -10, 3, SEA),
    )


def four_letters() -> str:
    stairs = (
        ground(SKY2)
        + rect(0, 348, 600, 52, "#cdbd92")
        + shape("M0 348V306H40V264H80V222H0Z", "#e3d2a3")
        + line("M20 306V150L110 66", BRAND2, 7)
        + line("M60 264V112M20 306V150M100 222V76", BRAND2, 4)
    )
    doorway = (
        rect(292, 34, 188, 316, PAPER, 4)
        + rect(304, 46, 164, 304, WALL)
        + rect(324, 84, 66, 62, WHITE, 6)
        + shape("M332 130q24-18 50-6v14h-50Z", BRAND3)
        + shape("M468 46L572 22V384L468 350Z", BRICK)
        + rect(496, 196, 50, 16, "#e6c9a8", 4, turn=0)
        + rect(500, 136, 42, 14, "#e6c9a8", 3)
        + circle(484, 224, 5, CLOUDBERRY)
    )
    me = reijo(172, 142, style="beanie")
    woman = Figure(382, 144, 4, CLOUDBERRY, HEATHER, "scarf", width=41, height=170)
    child = Figure(440, 196, 4, PINK, DARK, "afro", width=36, height=80, scale=0.62)
    letters = group(
        envelope(-28, -8, -30, 0.95),
        envelope(-10, -22, -12, 0.95),
        envelope(14, -22, 8, 0.95),
        envelope(34, -8, 26, 0.95),
        at=(270, 236),
    )
    return svg(
        "Nainen ojentaa Reijolle vanhan asunnon ovella neljä kirjettä; lapsi istuu hänen sylissään",
        stairs,
        doorway,
        legs(382, 330, 420, SLATE, 38),
        woman.body(),
        woman.head(-1, mouth="talk"),
        child.body(),
        child.head(-1, mouth="small"),
        legs(172, 310, 420, SLATE, 40),
        me.body(zipper()),
        face(me, 1, "calm", brows="raised"),
        thread(
            "M0 300C40 300 60 320 100 318C170 314 190 300 240 276C262 262 300 262 320 284"
            "C350 320 420 330 468 310C500 296 510 240 518 206"
        ),
        thread("M524 206C530 260 540 300 600 300"),
        woman.arm(1, (452, 244), (420, 262), thumb=-150),
        letters,
        woman.arm(-1, (330, 248), (306, 258), thumb=-120),
        me.arm(-1, (112, 236), (124, 288), thumb=60),
        me.arm(1, (222, 256), (240, 256), thumb=-40),
    )


def at_the_market() -> str:
    far = (
        ground(SKY)
        + circle(96, 84, 36, SUN)
        + shape("M0 150C120 122 240 140 360 132C460 126 540 138 600 132V220H0Z", BRAND3)
        + rect(0, 176, 600, 60, BRAND2)
        + line("M40 196h60M150 210h44M250 194h50", WHITE, 4, 0.5)
        + group(
            shape("M-70 0H70L54 26H-56Z", PAPER),
            rect(-44, -24, 84, 24, PAPER, 4),
            rect(-26, -44, 50, 20, PAPER, 4),
            line("M-34-12h60", SEA, 8),
            rect(6, -64, 14, 22, BRICK, 2),
            line("M-66 8H64", "#c46a2b", 5),
            at=(232, 178),
        )
        + shape("M0 226H600V400H0Z", "#d8d3c4")
        + line(
            "M0 270H600M0 322H600M0 372H600M90 226L60 270M230 226L220 270M380"
            " 226L392 270M520 226L552 270",
            "#c6c0ae",
            3,
        )
    )
    kiosk = (
        rect(470, 120, 130, 190, CREAM, 4)
        + rect(482, 160, 118, 66, "#23414b", 4)
        + shape("M452 96H600V134H440Z", PINK)
        + line("M474 98l-8 34M514 98l-5 34M554 98l-2 34M594 98v34", PAPER, 15, 0.85)
        + rect(474, 226, 126, 12, WOOD2, 4)
        + line("M500 200q6-16 22-14t24 12M540 206q12-10 30-8", "#5f3a24", 12)
        + line("M498 256h70M498 274h46", BRICK, 6, 0.6)
    )
    bench = (
        rect(52, 288, 190, 16, "#b98d52", 6)
        + rect(52, 218, 190, 16, "#b98d52", 6)
        + rect(52, 246, 190, 16, "#b98d52", 6)
        + line("M70 212V392M224 212V392", "#5d6f73", 8)
    )
    me = reijo(150, 144, height=122, style="beanie")
    nurse = Figure(394, 176, 2, SEA, DARK, "bun", width=40, height=116, lean=6)
    crate = (
        rect(262, 326, 74, 62, WOOD2, 4)
        + line("M262 346h74M262 366h74", "#b98d52", 4)
        + rect(362, 322, 70, 66, WOOD2, 4)
        + line("M362 344h70M362 366h70", "#b98d52", 4)
    )
    satchel = group(
        rect(-34, -20, 68, 52, PETROL, 10),
        line("M-14-20q14-18 28 0", PETROL, 6),
        line("M0-6v22M-11 5h22", PAPER, 6),
        at=(492, 352),
    )
    gull = line("M-16-4q8-10 16 0q8-10 16 0", PAPER, 5)
    return svg(
        "Sairaanhoitaja sitoo Reijon jalkaa Laukontorilla makkarakojun lähellä",
        far,
        group(gull, at=(330, 70)),
        group(gull, at=(400, 108), scale=0.7),
        kiosk,
        bench,
        leg((138, 300), (128, 326), (128, 390), SLATE, 30),
        shoe(116, 398),
        me.body(zipper()),
        face(me, 1, "smile"),
        crate,
        line("M252 306L292 312", SKIN[1], 20),
        leg((164, 298), (216, 294), (250, 304), SLATE, 31),
        line("M262 307L290 311", PAPER, 25),
        line("M268 296l-4 24M280 297l-4 24M291 299l-3 22", "#c4d5d0", 2.4),
        shape("M292 298q30-6 40 16l2 10h-40Z", INK),
        leg((402, 318), (444, 330), (446, 388), PETROL, 27),
        leg((384, 320), (356, 338), (352, 390), "#0f505b", 27),
        shoe(436, 398, PAPER),
        shoe(364, 399, PAPER, side=-1),
        nurse.body(
            line("M-12 36l12 20 12-20", PAPER, 4), line("M-36 60L28 150", PETROL, 7)
        ),
        nurse.head(-1, eyes="open", mouth="talk"),
        satchel,
        thread(
            "M0 300C30 300 40 276 84 274C120 272 150 270 190 276C230 284 236 330 262 334"
            "C310 342 320 330 362 336C420 344 440 312 492 324C540 334 560 300 600 300"
        ),
        nurse.arm(1, (438, 276), (330, 286), thumb=-160),
        nurse.arm(-1, (330, 258), (282, 284), thumb=60),
        cup(214, 262, PINK),
        mug_steam(214, 242),
        me.arm(1, (206, 250), (204, 262), thumb=-60),
        me.arm(-1, (92, 240), (114, 286), thumb=-10),
    )


def the_same_question() -> str:
    me = reijo(92, 138, LILAC)
    chart = (
        line("M196 330L178 396M318 330L336 396", "#b98d52", 9)
        + rect(176, 40, 162, 250, PAPER, 8)
        + rect(176, 40, 162, 18, WOOD2, 6)
        + group(shape("M-17 2L0-15L17 2L13 6V16H-13V6Z", MIST), at=(206, 104))
        + line("M234 106h78", MIST, 9)
        + rect(190, 156, 134, 96, WALL2, 10)
        + phone(212, 186, 0, lit=True)
        + circle(250, 180, 8, SEA)
        + shape("M236 204Q236 192 250 192Q264 192 264 204Z", SEA)
        + group(
            line("M-12 8V-6q0-8 12-8t12 8V8Z", SEA, 4),
            line("M-6 14h12", SEA, 4),
            at=(296, 188),
        )
        + line("M202 228h86", PETROL, 8)
    )
    clerk = Figure(386, 160, 3, SEA, DARK, "bun", width=37, height=114)
    guard = Figure(472, 150, 0, PETROL, RED, "short", width=39, height=124)
    intern = Figure(560, 170, 2, PINK, PETROL, "scarf", width=36, height=104)
    aid = line("M21-3q7 2 4 11", PETROL, 4)
    return svg(
        "Reijo kouluttaa työntekijöitä; vanha kysymys on vedetty yli ja uusi on sen alla",
        ground(WALL),
        rect(0, 348, 600, 52, LINE),
        line("M0 26H600", WHITE, 3, 0.6),
        rect(404, 44, 150, 62, WHITE, 8),
        line("M422 64h70M422 82h104", BRAND3, 6),
        legs(92, 310, 420, SLATE, 40),
        me.body(line("M-18 36l18 24 18-24", CREAM, 6)),
        face(me, 1, "talk"),
        chart,
        clerk.body(line("M-12 36l12 20 12-20", PAPER, 4)),
        clerk.head(-1, mouth="calm", brows="worried"),
        guard.body(line("M0 44V150", PAPER, 3, 0.4)),
        guard.head(-1, beard=RED, extra=aid),
        rect(516, 214, 88, 70, INK, 12),
        intern.body(),
        intern.head(-1),
        shape("M356 274H600V306H340Z", WOOD),
        shape("M340 306H600V400H344Z", WOOD2),
        thread(
            "M0 300C40 300 30 326 92 322C160 318 150 130 192 108C236 92 280 122 326 104"
            "C360 92 326 230 350 296C360 322 420 318 460 320C520 322 550 300 600 300"
        ),
        me.arm(-1, (34, 234), (58, 282), thumb=30),
        me.arm(1, (160, 214), (190, 192), thumb=-20),
        clerk.arm(-1, (350, 250), (372, 282), thumb=-10, width=18),
        clerk.arm(1, (418, 252), (398, 284), thumb=180, width=18),
        guard.arm(-1, (438, 248), (460, 282), thumb=0, width=18),
        guard.arm(1, (508, 248), (486, 284), thumb=180, width=18),
        intern.arm(-1, (530, 256), (550, 284), thumb=0, width=18),
        intern.arm(1, (596, 256), (574, 284), thumb=180, width=18),
        paper(430, 290, 46, 16, 2, lines=1),
        cup(520, 292, CLOUDBERRY),
    )


def first_letter() -> str:
    view = (
        rect(0, 0, 140, 120, "#2b4a5a")
        + circle(108, 24, 10, "#f7e6bd")
        + rect(40, 22, 5, 66, "#8fbdbb")
        + shape("M28 34h29l-5 13H33Z", "#8fbdbb")
        + shape("M0 92C40 74 90 86 140 78V120H0Z", "#16303a")
        + "".join(
            rect(x, y, 7, 8, CLOUDBERRY)
            for x, y in ((16, 98), (70, 96), (84, 102), (110, 94))
        )
    )
    door = (
        rect(0, 56, 118, 330, PAPER, 4)
        + rect(0, 68, 106, 318, BRAND2)
        + rect(22, 290, 64, 22, "#c4d5d0", 5)
        + line("M32 301h44", INK, 4)
        + circle(92, 236, 6, CLOUDBERRY)
        + rect(34, 110, 40, 26, "#dcebe8", 4)
    )
    fridge = (
        rect(470, 70, 130, 320, PAPER, 14)
        + line("M470 176H600", "#c4d5d0", 4)
        + line("M488 116v34M488 200v52", "#9aa9ab", 7)
        + group(
            rect(-28, -36, 56, 72, CLOUDBERRY, 3),
            line("M-16-16h32M-16-2h24", INK, 4),
            rect(-16, 10, 32, 16, PINK, 3),
            circle(0, -34, 7, BRICK),
            at=(546, 246),
            turn=-4,
        )
        + rect(510, 92, 30, 24, MIST, 3)
    )
    me = reijo(328, 148, LILAC, 130)
    return svg(
        "Reijo istuu omassa keittiössään kahvilla; jääkaapin ovessa on mainos magneetilla",
        ground(WALL2),
        rect(0, 372, 600, 28, WOOD),
        window(150, 60, 160, 140, view),
        sill(140, 198, 180),
        rect(160, 172, 24, 28, ROSE, 3)
        + line("M172 172v-18M172 160q-12-4-12-14M172 158q12-4 12-14", BRAND2, 4),
        door,
        fridge,
        lamp(400, 46),
        rect(268, 178, 120, 130, "#b98d52", 22),
        me.body(line("M-18 36l18 24 18-24", CREAM, 6)),
        face(me, 1, "smile"),
        legs(328, 306, 376, SLATE, 38),
        shoe(296, 390),
        shoe(336, 390),
        line("M278 300V384M378 300V384", "#9a7440", 8),
        shape("M196 288H456V304H196Z", WOOD)
        + shape("M190 288H462Q468 288 468 296V306H184V296Q184 288 190 288Z", WOOD2),
        line("M214 306V392M440 306V392", "#b98d52", 13),
        thread(
            "M0 300H32C60 300 60 306 90 320C130 342 170 330 196 300C214 276 240 276 262 282"
        ),
        thread(
            "M262 282C320 296 380 270 420 282C460 296 490 330 540 318C570 310 580 300 600 300"
        ),
        envelope(244, 278, -6, 0.72),
        cup(410, 274, SEA),
        mug_steam(410, 254),
        me.arm(-1, (268, 240), (278, 280), thumb=160),
        me.arm(1, (394, 246), (384, 278), thumb=-40),
    )


SCENES = {
    "tarina-osoite-1": the_key,
    "tarina-osoite-2": empty_row,
    "tarina-osoite-3": four_letters,
    "tarina-osoite-4": at_the_market,
    "tarina-osoite-5": the_same_question,
    "tarina-osoite-6": first_letter,
}
