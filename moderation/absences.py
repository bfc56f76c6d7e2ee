"""Who is away, and who stands in for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from moderation.models import StaffPreferences
from moderation.standing_in import able


@dataclass(frozen=True)
class Absence:
    """Until which day a person is away, and the deputy, if there is one who can act."""

    until: date
    deputy_id: int | None
    deputy: str
    name: str


def absences(first: date, last: date | None = None) -> dict[int, Absence]:
    """By person, of this day or of some day of these, in one query, and two more where
    somebody has a deputy.

    A deputy who has left, or has lost a right that the person has, stands in for nobody.
    """
    away = StaffPreferences.objects.away(first, last).select_related("user", "deputy")
    rows = [row for row in away if row.away_until]
    chosen = {
        (row.user_id, row.deputy_id)
        for row in rows
        if row.deputy and row.deputy.is_active
    }
    can = able(chosen)
    found = {}
    for row in rows:
        deputy = row.deputy if (row.user_id, row.deputy_id) in can else None
        found[row.user_id] = Absence(
            until=row.away_until,
            deputy_id=deputy.pk if deputy else None,
            deputy=name_of(deputy),
            name=name_of(row.user),
        )
    return found


def of_today(now: datetime) -> dict[int, Absence]:
    return absences(timezone.localtime(now).date())


def stand_in(person: int, away: dict[int, Absence]) -> int:
    """Whose a message becomes that is given to this person: theirs, or their deputy's.

    A deputy who is away too has one of their own. Where that leads nowhere (in a
    circle, or to nobody), it is the person's own.
    """
    seen = {person}
    at = person
    while at in away:
        following = away[at].deputy_id
        if following is None or following in seen:
            return person
        seen.add(following)
        at = following
    return at


def acting_for(user: Any, now: datetime) -> frozenset[int]:
    """The person, and all whom they stand in for today."""
    others = (person for person, at in _whose(user, now).items() if at == user.pk)
    return frozenset({user.pk, *others})


def stood_in_for(user: Any, now: datetime) -> list[Absence]:
    """The absences of those whose messages are this person's to do today, also as the
    deputy of a deputy."""
    others = acting_for(user, now) - {user.pk}
    away = of_today(now) if others else {}
    return sorted((away[each] for each in others), key=lambda absence: absence.name)


def unattended(user: Any, now: datetime) -> frozenset[int]:
    """Those who are away today while nobody stands in: what was theirs waits for nobody."""
    return frozenset(person for person, at in _whose(user, now).items() if at == person)


def _whose(user: Any, now: datetime) -> dict[int, int]:
    """By each person who is away today, who stands in; themselves where nobody does.

    Asked many times on one page, so the answer of the day is kept on the user, whom
    every request loads anew.
    """
    today = timezone.localtime(now).date()
    known: tuple[date, dict[int, int]] | None = getattr(user, "_stand_ins", None)
    if known and known[0] == today:
        return known[1]
    away = absences(today)
    found = {person: stand_in(person, away) for person in away}
    user._stand_ins = (today, found)
    return found


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user else ""
