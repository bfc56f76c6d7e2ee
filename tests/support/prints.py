"""What is on a printed page: its codes, its words and where they stand. Millimetres."""

from dataclasses import dataclass
from typing import Any

import pypdfium2
import zxingcpp

POINT = 25.4 / 72
DOTS = 200


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """How much of the smaller one lies in the other, 0–1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0
        areas = [
            (box.right - box.left) * (box.bottom - box.top) for box in (self, other)
        ]
        return width * height / min(areas)


@dataclass(frozen=True)
class Code:
    text: str
    box: Box


def pages_of(pdf: bytes) -> list[Any]:
    return list(pypdfium2.PdfDocument(pdf))


def size(page: Any) -> tuple[int, int]:
    """Of the paper after cutting."""
    left, bottom, right, top = page.get_trimbox()
    return round((right - left) * POINT), round((top - bottom) * POINT)


def codes(page: Any) -> list[Code]:
    """Every QR code on the page, read from its picture."""
    picture = page.render(scale=DOTS / 72).to_pil().convert("L")
    scale = 25.4 / DOTS
    found = []
    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        place = code.position
        corners = (
            place.top_left,
            place.top_right,
            place.bottom_left,
            place.bottom_right,
        )
        across, down = [c.x * scale for c in corners], [c.y * scale for c in corners]
        found.append(
            Code(code.text, Box(min(across), min(down), max(across), max(down)))
        )
    return found


def words(page: Any) -> str:
    """The text of the page, its words whole again."""
    text = page.get_textpage().get_text_range()
    for sign in ("\ufffe", "\xad", "\u2010"):
        text = text.replace(f"{sign}\r\n", "").replace(sign, "")
    return " ".join(text.split())


def lines(page: Any) -> list[Box]:
    """Where each stretch of text stands."""
    text = page.get_textpage()
    height = page.get_height()
    boxes = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        boxes.append(
            Box(
                left * POINT,
                (height - top) * POINT,
                right * POINT,
                (height - bottom) * POINT,
            )
        )
    return boxes
