"""People: five skin tones over all roles, arms with an elbow, a sleeve and a thumb.
Aids are drawn as what they are: ordinary."""

import math
from dataclasses import dataclass

from art.heads import SKIN, before, behind, face
from art.shapes import INK, Point, circle, ellipse, group, line, n, ring, shape

HUB = "#9a9590"


@dataclass(frozen=True)
class Figure:
    """Somebody seen from the front; x and y are the middle of the head.

    `left` and `right` (as we see them) lift that shoulder or drop it; `lean` moves the
    hips against the shoulders. Elbows and hands are points of the picture.
    """

    x: float
    y: float
    skin: int
    cloth: str
    hair: str
    style: str = "short"
    width: float = 42
    height: float = 150
    lean: float = 0
    left: float = 0
    right: float = 0
    scale: float = 1

    def body(self, *details: str) -> str:
        """Details are drawn in the figure's own measure, from the middle of the head."""
        w, lean, left, right = self.width, self.lean, self.left, self.right
        base = 34 + self.height
        path = (
            f"M{n(-w * 0.92 - lean)} {n(base)}L{n(-w)} {n(72 - left * 0.4)}"
            f"C{n(1 - w)} {n(47 - left)} {n(-w / 2)} {n(38 - left / 2)}-10 33"
            f"Q0 42 10 33C{n(w / 2)} {n(38 - right / 2)} {n(w - 1)} {n(47 - right)}"
            f" {n(w)} {n(72 - right * 0.4)}L{n(w * 0.92 - lean)} {n(base)}Z"
        )
        parts = (shape(path, self.cloth), *details)
        return group(*parts, at=(self.x, self.y), scale=self.scale)

    def head(
        self,
        look: float = 0,
        *,
        mouth: str = "smile",
        eyes: str = "open",
        brows: str = "",
        tilt: float = 0,
        size: float = 1,
        glasses: bool = False,
        beard: str = "",
        extra: str = "",
    ) -> str:
        """`look` turns the face, -1 to the left and 1 to the right; `extra` lies on top."""
        skin = SKIN[self.skin]
        parts = [behind(self.style, self.hair, skin)]
        if self.style != "scarf":
            parts.append(circle(-22, 3, 5, skin) + circle(22, 3, 5, skin))
        parts.append(ellipse(0, 0, 22, 25, skin))
        if beard:
            full = "M-22 2C-22 34 22 34 22 2C18 12 8 8 0 8C-8 8-18 12-22 2Z"
            parts.append(shape(full, beard))
        parts.append(before(self.style, self.hair))
        parts.append(face(self.skin, look * 4, mouth, eyes, brows, glasses, beard))
        parts.append(extra)
        place = (self.x, self.y)
        return group(*parts, at=place, turn=tilt, scale=self.scale * size)

    def arm(
        self,
        side: int,
        elbow: Point,
        hand: Point,
        *,
        thumb: float = 0,
        width: float = 20,
        sleeve: float = 1,
        palm: float = 9.5,
        cloth: str = "",
    ) -> str:
        """side -1 is the left one as we see it; thumb is the angle that it points to."""
        lift = self.left if side < 0 else self.right
        shoulder = (
            self.x + side * (self.width - 9) * self.scale,
            self.y + (60 - lift * 0.7) * self.scale,
        )
        return limb(
            shoulder,
            elbow,
            hand,
            cloth or self.cloth,
            self.skin,
            width=width * self.scale,
            sleeve=sleeve,
            thumb=thumb,
            palm=palm * (1 if self.scale == 1 else self.scale * 1.08),
        )


def limb(
    shoulder: Point,
    elbow: Point,
    hand: Point,
    cloth: str,
    skin: int,
    *,
    width: float = 20,
    sleeve: float = 1,
    thumb: float = 0,
    palm: float = 9.5,
) -> str:
    """With a sleeve under 1 the forearm is bare, with 0 the whole arm."""
    angle = math.radians(thumb)
    tip = (
        hand[0] + math.cos(angle) * palm * 1.45,
        hand[1] + math.sin(angle) * palm * 1.45,
    )
    bare = SKIN[skin]
    fist = line(f"M{_at(hand)}L{_at(tip)}", bare, palm * 0.78) + circle(
        *hand, palm, bare
    )
    if sleeve < 1:
        part = min(sleeve * 1.5, 1)
        end = (
            shoulder[0] + (elbow[0] - shoulder[0]) * part,
            shoulder[1] + (elbow[1] - shoulder[1]) * part,
        )
        arm = (
            _bone(shoulder, elbow, width * 0.8, width * 0.72, bare)
            + _bone(elbow, hand, width * 0.72, width * 0.6, bare)
            + fist
        )
        if not sleeve:
            return arm
        return arm + _bone(shoulder, end, width * 1.08, width * 1.02, cloth, shade=True)
    cuff = (
        hand[0] + (elbow[0] - hand[0]) * 0.16,
        hand[1] + (elbow[1] - hand[1]) * 0.16,
    )
    return (
        fist
        + _bone(shoulder, elbow, width * 1.06, width * 0.96, cloth, shade=True)
        + _bone(elbow, cuff, width * 0.96, width * 0.84, cloth, shade=True)
    )


def leg(hip: Point, knee: Point, foot: Point, cloth: str, width: float = 28) -> str:
    return line(f"M{_at(hip)}L{_at(knee)}L{_at(foot)}", cloth, width)


def legs(x: float, top: float, base: float, cloth: str, gap: float = 40) -> str:
    """Somebody who stands; with the feet out of the picture, base is over 400."""
    half = gap / 2
    return line(
        f"M{n(x - half)} {n(top)}V{n(base)}M{n(x + half)} {n(top)}V{n(base)}", cloth, 29
    )


def shoe(x: float, y: float, colour: str = INK, side: int = 1) -> str:
    """The heel at x, the sole at y."""
    return shape(
        f"M{n(x)} {n(y)}v-15h{16 * side}q{16 * side} 2 {16 * side} 15Z", colour
    )


def baby(x: float, y: float, skin: int, blanket: str, *, mirror: bool = False) -> str:
    return group(
        ellipse(8, 12, 36, 26, blanket),
        ellipse(8, 12, 36, 26, "#fff", 0.28),
        circle(-16, 0, 16, SKIN[skin]),
        line("M-22 1q2 2 4 0M-13 1q2 2 4 0", INK, 1.8),
        at=(x, y),
        mirror=mirror,
    )


def wheel(x: float, y: float, r: float = 40) -> str:
    return ring(x, y, r, INK, 7) + ring(x, y, r - 9, HUB, 2) + circle(x, y, 6, INK)


def _bone(
    a: Point, b: Point, width_a: float, width_b: float, colour: str, shade: bool = False
) -> str:
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    across = (-math.sin(angle) / 2, math.cos(angle) / 2)

    def edge(point: Point, width: float) -> str:
        return _at((point[0] + across[0] * width, point[1] + across[1] * width))

    ra, rb = n(abs(width_a / 2)), n(abs(width_b / 2))
    path = (
        f"M{edge(a, width_a)}L{edge(b, width_b)}A{rb} {rb} 0 0 0 {edge(b, -width_b)}"
        f"L{edge(a, -width_a)}A{ra} {ra} 0 0 0 {edge(a, width_a)}Z"
    )
    return shape(path, colour) + (shape(path, "#000", 0.09) if shade else "")


def _at(point: Point) -> str:
    return f"{n(point[0])} {n(point[1])}"
