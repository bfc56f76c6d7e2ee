"""Draws the pictures of the demo's stories: SVG to var/art, PNG beside the demo's texts.
And the picture of addresses that are shared: PNG among the static files.

    python -m art.draw [NAME …]        (with scripts/ on the path, as `make art` has it)

Without names, all of them. The PNG has 1200 × 800 pixels (to be shared, 1200 × 630) and a
palette of its own; the SVG has a dark twin, for those who want to use it elsewhere.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from art.scenes import address, door, father, nod, young
from art.shapes import HEIGHT, WIDTH
from art.share import HEIGHT as SHARE_HEIGHT
from art.share import share
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "var" / "art"
PICTURES = ROOT / "site" / "home" / "demo" / "pictures"
SCENES = {
    **father.SCENES,
    **young.SCENES,
    **address.SCENES,
    **nod.SCENES,
    **door.SCENES,
}
SHARE = "share"
SHARE_FILE = ROOT / "assets" / "static" / "art" / "share.png"
# The flat colours of a scene with their soft edges; more would only weigh.
COLOURS = 224
PAGE = (
    "<!doctype html><style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}"
    "</style>{}"
)


def main(names: list[str]) -> None:
    VECTORS.mkdir(parents=True, exist_ok=True)
    everything = {**SCENES, SHARE: share}
    drawings = {name: everything[name]() for name in names or everything}
    for name, drawing in drawings.items():
        (VECTORS / f"{name}.svg").write_text(drawing, encoding="utf-8")
    for name, picture in rasterised(drawings).items():
        file = SHARE_FILE if name == SHARE else PICTURES / f"{name}.png"
        file.write_bytes(picture)
        print(f"{name:28} {len(picture) / 1000:5.0f} kB")


def rasterised(drawings: dict[str, str]) -> dict[str, bytes]:
    """By Chromium, at two pixels to each of the drawing's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(device_scale_factor=2)
        pictures = {}
        for name, drawing in drawings.items():
            height = SHARE_HEIGHT if name == SHARE else HEIGHT
            page.set_viewport_size({"width": WIDTH, "height": height})
            page.set_content(PAGE.format(drawing))
            pictures[name] = lightened(page.screenshot())
        browser.close()
    return pictures


def lightened(png: bytes) -> bytes:
    """The same picture with a palette: a third of the weight."""
    with Image.open(BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
