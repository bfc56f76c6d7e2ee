"""Heads: hair and what covers it, and a face of two dots, a mouth and a blush."""

from art.shapes import INK, circle, ellipse, group, line, rect, ring, shape

SKIN = ("#f8dcc6", "#eebf98", "#c98a5e", "#8d5836", "#5f3a24")
GREY, DARK, BROWN, BLOND, RED = "#e4e2dc", "#2a2126", "#6b4229", "#e2b866", "#b2552d"
STEEL, ASH = "#9a9590", "#b9b3aa"

BEHIND = {
    "long": "M-27-2C-30-36 30-36 27-2L30 36C20 44-20 44-30 36Z",
    "bob": "M-28 0C-30-36 30-36 28 0L27 16C18 22-18 22-27 16Z",
    "scarf": "M-29 2C-31-38 31-38 29 2C30 26 40 40 44 54L-44 54C-40 40-30 26-29 2Z",
    "pony": "M14-20C40-22 40 14 30 26C32 8 24-4 14-8Z",
    "hood": "M-33 8C-40-46 40-46 33 8C34 26 30 36 24 42H-24C-30 36-34 26-33 8Z",
    "messy": "M-27 4C-32-34 32-34 27 4L24 12H-24Z",
}
FRONT = {
    "short": "M-24 0C-30-36 30-36 24 0C20-8 17-13 10-15C0-11-14-11-19-11C-22-8-23-4-24 0Z",
    "bun": "M-23 0C-28-34 28-34 23 0C17-16 8-18 0-18C-8-18-17-16-23 0Z",
    "pony": "M-23 0C-28-34 28-34 23 0C15-10 4-17-4-18C-12-14-19-10-23 0Z",
    "long": "M-24 8C-30-36 30-36 24 8C20-8 12-15 4-18C-6-12-20-10-24 8Z",
    "bob": "M-24 4C-28-34 28-34 24 4C19-8 18-12 14-14C2-11-14-11-20-13C-23-8-23-2-24 4Z",
    "curly": "M-22-5C-22-28-10-31 0-31C10-31 22-28 22-5C14-14 6-15 0-15C-8-15-15-13-22-5Z",
    "side": "M-24 2C-32-34 26-40 25 0C21-12 16-17 10-18C-2-12-14-12-19-12C-23-8-23-2-24 2Z",
    "messy": (
        "M-24 4C-32-36 30-38 25 2C22-4 20-8"
        " 16-10L10-2L4-11L-4-3L-10-11L-17-3C-21-4-23 0-24 4Z"
    ),
    "bald": (
        "M-23 2C-26-8-23-14-20-16C-19-8-20-2-20 4ZM23 2C26-8 23-14 20-16C19-8 20-2 20 4Z"
    ),
}
CURLS = (
    (-21, -6, 11),
    (-17, -20, 12),
    (0, -27, 13),
    (17, -20, 12),
    (21, -6, 11),
)
MOUTHS = {
    "smile": "M-6 12q6 5 12 0",
    "talk": "M-4 12q4 7 8 0z",
    "calm": "M-5 13h10",
    "sad": "M-5.5 14.5q5.5-4 11 0",
    "small": "M-2.5 13h5",
}
BROWS = {
    "": "",
    "worried": "M-13-7.5l8-3M13-7.5l-8-3",
    "raised": "M-13-9q4-3 8-1M13-9q-4-3-8-1",
    "firm": "M-13-10l8 2M13-10l-8 2",
}


def behind(style: str, hair: str, skin: str) -> str:
    parts = []
    if style in BEHIND:
        parts.append(shape(BEHIND[style], hair))
    if style == "hood":
        parts.append(ellipse(0, 4, 25, 31, "#000", 0.3))
    if style == "bun":
        parts.append(circle(0, -32, 11, hair))
    if style in {"curly", "afro"}:
        grow = 1.16 if style == "afro" else 1
        parts += [circle(x * grow, y * grow, r * grow, hair) for x, y, r in CURLS]
    if style != "scarf":
        parts.append(rect(-8, 16, 16, 24, skin, 7))
        parts.append(rect(-8, 22, 16, 8, "#000", opacity=0.1))
    return "".join(parts)


def before(style: str, hair: str) -> str:
    if style == "scarf":
        return shape(
            "M-23-2C-27-37 27-37 23-2C16-18 8-20 0-20C-8-20-16-18-23-2Z", hair
        ) + (shape("M-22 8C-14 30 14 30 22 8L26 34C10 42-10 42-26 34Z", hair))
    if style == "beanie":
        band = rect(-27, -13, 54, 11, hair, 5.5)
        fold = rect(-27, -13, 54, 11, "#fff", 5.5, opacity=0.25)
        return shape("M-25-6C-27-38 27-38 25-6Z", hair) + band + fold
    if style == "net":
        cap = shape("M-25-4C-29-40 29-40 25-4Q0-16-25-4Z", "#fff")
        weave = "M-20-14q20-12 40 0M-16-24q16-8 32 0M-9-30L-13-10M0-32V-11M9-30L13-10"
        return cap + line(weave, "#c4d5d0", 1.6)
    if style == "hood":
        return shape("M-21-6C-20-25 20-25 21-6C14-13 6-7 0-13C-6-7-14-12-21-6Z", BROWN)
    if style == "afro":
        style = "curly"
    return shape(FRONT[style], hair) if style in FRONT else ""


def face(
    skin: int, d: float, mouth: str, eyes: str, brows: str, glasses: bool, beard: str
) -> str:
    ink = INK if skin < 4 else "#1b0f08"
    parts = []
    if eyes == "closed":
        parts.append(line("M-11.5 0q3.5 3.5 7 0M4.5 0q3.5 3.5 7 0", ink, 2))
    elif eyes == "down":
        parts.append(
            line("M-11.5 2q3.5 2.5 7 0M4.5 2q3.5 2.5 7 0M-12 3l-2 2M12 3l2 2", ink, 2)
        )
    else:
        parts.append(circle(-8, 0, 2.5, ink) + circle(8, 0, 2.5, ink))
    if BROWS[brows]:
        parts.append(line(BROWS[brows], ink, 2))
    bend = 3 if d >= 0 else -3
    parts.append(line(f"M0 2q{bend} 4 0 5", "#000", 2, 0.28))
    blush = circle(-13, 8, 4, "#c61f4c", 0.2) + circle(13, 8, 4, "#c61f4c", 0.2)
    parts.append(blush)
    lips = "#f3c9ba" if beard in {DARK, BROWN} else ink
    if mouth == "talk":
        parts.append(shape(MOUTHS[mouth], "#7c1f2b") + line(MOUTHS[mouth], lips, 2.2))
    else:
        parts.append(line(MOUTHS[mouth], lips, 2.2))
    if glasses:
        rims = ring(-8, 0, 7, ink, 1.8) + ring(8, 0, 7, ink, 1.8)
        parts.append(rims + line("M-1 0h2", ink, 1.8))
    return group(*parts, at=(d, 0))
