"""Supporters of the demo's initiatives: many rows at once, the same at every loading."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.db.models import F

from core.crypto import email_hash, keyed_hash
from core.models import Municipality
from initiatives.enums import EventKind
from initiatives.models import Initiative, InitiativeEvent, Support
from initiatives.supporting.paper import services as paper

FIRST = (
    "Aino",
    "Eero",
    "Helmi",
    "Juho",
    "Kaisa",
    "Lauri",
    "Maria",
    "Niilo",
    "Outi",
    "Pekka",
    "Riitta",
    "Sami",
    "Tuula",
    "Urho",
    "Venla",
    "Yrjö",
    "Anna",
    "Bo",
    "Carita",
    "Daniel",
    "Emma",
    "Filip",
)
LAST = (
    "Aalto",
    "Heikkilä",
    "Jokinen",
    "Koskinen",
    "Laine",
    "Mäki",
    "Niemi",
    "Ojala",
    "Peltonen",
    "Rantanen",
    "Salo",
    "Turunen",
    "Virta",
    "Åberg",
    "Nyman",
)
# Of those that are named so, the initiative's own places have this share.
NEAR = 0.7
LEVELS = (33, 66, 100)
ROWS_AT_ONCE = 1000


def supporters(
    initiative: Initiative,
    number: int,
    *,
    named: int,
    places: list[str],
    until: datetime,
    erased: bool,
) -> None:
    """Supports that were confirmed by mail between publication and then.

    `erased`: so long ago that they are forgotten, and the count is left.
    """
    if not erased:
        chance = Random(f"{initiative.title}/{until:%j}")  # noqa: S311 - made up
        start = initiative.published_at or until
        times = (start + (until - start) * chance.random() for _each in range(number))
        towns = towns_of(places, chance)
        Support.objects.bulk_create(
            (
                Support(
                    initiative=initiative,
                    email_hash=email_hash(
                        f"{initiative.pk}.{until:%j}.{one}@example.org"
                    ),
                    name=name_of(chance),
                    name_public=one < named,
                    municipality_id=next(towns),
                    language=initiative.language,
                    confirmed_at=at,
                )
                for one, at in enumerate(times)
            ),
            batch_size=ROWS_AT_ONCE,
        )
    counted(initiative, number, until)
    if erased:
        Initiative.objects.filter(pk=initiative.pk).update(supports_erased_at=until)


def taps(
    initiative: Initiative, number: int, *, until: datetime, **_other: Any
) -> None:
    """Supports of a suggestion: without a name, each by a browser's own mark."""
    Support.objects.bulk_create(
        Support(
            initiative=initiative,
            email_hash=keyed_hash("demo tap", str(initiative.pk), str(one)),
            language=initiative.language,
            confirmed_at=until - timedelta(hours=one),
        )
        for one in range(number)
    )
    counted(initiative, number, until)


def on_paper(
    initiative: Initiative,
    number: int,
    *,
    keyed_by: Any,
    checked_by: Any,
    places: list[str],
    at: datetime,
) -> None:
    """A batch of signature sheets; it counts once somebody else has checked it."""
    chance = Random(f"{initiative.title}/{at:%j}")  # noqa: S311 - made up
    towns = towns_of(places, chance)
    rows = [
        (name_of(chance), Municipality.objects.get(pk=next(towns)))
        for _each in range(number)
    ]
    if not checked_by:
        # Whoever checks is shown that somebody seems to have signed twice.
        rows[-1] = rows[2]
    batch = paper.start_batch(
        initiative=initiative, received_on=at.date(), user=keyed_by
    )
    batch = paper.give_to_check(
        batch=batch, rows=rows, user=keyed_by, version=batch.version, now=at
    )
    if checked_by:
        paper.approve(
            batch=batch, refused={}, user=checked_by, version=batch.version, now=at
        )
        notices(initiative, at)


def counted(initiative: Initiative, number: int, at: datetime) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(
        support_count=F("support_count") + number
    )
    notices(initiative, at)


def notices(initiative: Initiative, at: datetime) -> None:
    """Tell in public of a third, two thirds and all that are needed, each on its day."""
    rows = Initiative.objects.filter(pk=initiative.pk)
    initiative.refresh_from_db(fields=["support_count", "threshold", "notice_given"])
    if not initiative.threshold:
        return
    percent = initiative.support_count * 100 // initiative.threshold
    start = initiative.published_at or at
    for level in LEVELS:
        if initiative.notice_given < level <= percent:
            rows.update(notice_given=level)
            InitiativeEvent.objects.create(
                initiative=initiative,
                kind=EventKind.SUPPORT,
                percent=level,
                happened_at=start + (at - start) * level / percent,
            )


def name_of(chance: Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def towns_of(places: list[str], chance: Random) -> Iterator[int]:
    """Without end: mostly the places that are named, else anywhere by its residents."""
    near = list(
        Municipality.objects.filter(name_fi__in=places).values_list("pk", flat=True)
    )
    every = list(Municipality.objects.order_by("pk").values_list("pk", "population"))
    weights = list(accumulate(people or 0 for _pk, people in every))
    towns = [pk for pk, _people in every]
    while True:
        if near and chance.random() < NEAR:
            yield chance.choice(near)
        else:
            yield chance.choices(towns, cum_weights=weights)[0]
