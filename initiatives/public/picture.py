"""The picture of an initiative where its address is shared: title, supporters, and the
thread as far as they have brought it."""

from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.utils.translation import ngettext
from PIL import Image, ImageDraw, ImageFont

from core.printing.look import colours
from core.share import HEIGHT, WIDTH
from core.templatetags.osallistu import grouped
from initiatives.models import Initiative

from .progress import progress
from .situations import chip

FONT = (
    settings.BASE_DIR
    / "assets/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
)
MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
BOLD, PLAIN = 700, 450
# Sizes in pixels: the largest in which the title fits into its lines.
TITLE_SIZES = (84, 72, 60, 50)
MOST_LINES = 3
LINE_HEIGHT = 1.14
THREAD, STITCH = 8, 22


@lru_cache(maxsize=16)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(FONT), size)
    found.set_variation_by_axes([weight])
    return found


def share_png(initiative: Initiative) -> bytes:
    """1200 × 630 pixels, with a palette of its own."""
    tokens = colours()
    picture = Image.new("RGB", (WIDTH, HEIGHT), tokens["page"])
    draw = ImageDraw.Draw(picture)
    kind = f"{initiative.get_kind_display()} · {chip(initiative).label}"
    draw.text((MARGIN, 64), kind, font=font(36, PLAIN), fill=tokens["brand"])
    bottom = write_title(draw, initiative.title, tokens["text"])
    count = initiative.support_count
    words = ngettext("%(count)s supporter", "%(count)s supporters", count)
    draw.text(
        (MARGIN, max(bottom + 24, 400)),
        words % {"count": grouped(count)},
        font=font(48, BOLD),
        fill=tokens["text"],
    )
    draw_thread(draw, initiative, tokens)
    name = settings.COUNTY_SITE_NAME
    draw.text(
        (MARGIN, HEIGHT - 76), str(name), font=font(36, BOLD), fill=tokens["brand"]
    )
    out = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def write_title(draw: ImageDraw.ImageDraw, title: str, colour: str) -> float:
    """Returns where it ends; what does not fit in the smallest size is cut off."""
    for size in TITLE_SIZES:
        face = font(size, BOLD)
        lines = wrapped(title, face)
        if len(lines) <= MOST_LINES:
            break
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown[-1] = f"{shown[-1][:-1]}…"
    top = 128.0
    for line in shown:
        draw.text((MARGIN, top), line, font=face, fill=colour)
        top += size * LINE_HEIGHT
    return top


def wrapped(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Lines that fit; a word that is longer than a line is divided."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= ROOM:
            lines[-1] = longer
        else:
            lines += divided(word, face)
    return [line for line in lines if line]


def divided(word: str, face: ImageFont.FreeTypeFont) -> list[str]:
    parts = [""]
    for letter in word:
        if face.getlength(f"{parts[-1]}{letter}-") > ROOM:
            parts[-1] += "-"
            parts.append("")
        parts[-1] += letter
    return parts


def draw_thread(
    draw: ImageDraw.ImageDraw, initiative: Initiative, tokens: dict[str, str]
) -> None:
    """Solid as far as the supporters have come, stitched from there to the goal; of what has
    no goal it runs from edge to edge."""
    height, found, colour = 500, progress(initiative), tokens["thread"]
    if found is None:
        draw.line((0, height, WIDTH, height), fill=colour, width=THREAD)
        return
    here = MARGIN + ROOM * min(100, found.percent) / 100
    draw.line((0, height, here, height), fill=colour, width=THREAD)
    start = here
    while start < MARGIN + ROOM:
        end = min(start + STITCH, MARGIN + ROOM)
        draw.line((start, height, end, height), fill=colour, width=THREAD)
        start += 2 * STITCH
    for place, size, filled in (
        (MARGIN + ROOM, 16, found.reached),
        (here, 20, True),
    ):
        draw.ellipse(
            (place - size, height - size, place + size, height + size),
            fill=tokens["accent"] if filled else tokens["surface"],
            outline=colour,
            width=THREAD,
        )
