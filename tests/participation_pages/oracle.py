"""The list as one would work it out with paper and pencil: what every query is held to."""

import random
from datetime import timedelta
from typing import Any

from core.models import Municipality, ServiceArea, TargetGroup, Topic
from participation_pages.enums import OpportunityState, ParticipationKind, Place
from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, TargetGroupFactory, TopicFactory

TITLES = [
    "Äitiysneuvolan AJAT",
    "Kotihoidon puhelut",
    "Öinen päivystys 100 %",
    "[Åbo]_?",
]
INTRODUCTIONS = [
    "Kerro neuvolasta.",
    "Suunnittelemme iltaÄ.",
    "",
    "Vastaa * ja ^ näin.",
]
WORDS = [
    "äiti",
    "NEUVOLA",
    "öinen",
    "åbo",
    "%",
    "_",
    "*",
    "[",
    "kunta",
    "palvelu",
    "xyz",
]
ORDER = [
    OpportunityState.CLOSES_SOON,
    OpportunityState.OPEN,
    OpportunityState.OPENS_SOON,
    OpportunityState.OUTCOME_LATE,
    OpportunityState.OUTCOME_DUE,
    OpportunityState.CLOSED,
    OpportunityState.OUTCOME_PUBLISHED,
]


def county(now: Any, number: int, seed: int = 1) -> list[OpportunityPage]:
    """So many pages of every kind, alike for the same seed."""
    draw = random.Random(seed)
    towns = MunicipalityFactory.create_batch(4)
    groups = TargetGroupFactory.create_batch(3)
    topics = [*TopicFactory.create_batch(3), None]
    areas = [pages.service_area(f"Palvelualue {place}") for place in range(3)]
    index = pages.index_page()
    for _number in range(number):
        opens = now + timedelta(days=draw.randint(-200, 20), minutes=draw.randint(0, 2))
        closes = opens + timedelta(days=draw.randint(1, 60))
        told = closes < now and draw.random() < 0.5
        page = pages.OpportunityPageFactory.build(
            title=draw.choice(TITLES),
            introduction=draw.choice(INTRODUCTIONS),
            kind=draw.choice(ParticipationKind.values),
            place=draw.choice(Place.values),
            service_area=draw.choice(areas),
            topic=draw.choice(topics),
            opens_at=opens,
            closes_at=closes,
            outcome_due=(closes + timedelta(days=draw.randint(0, 90))).date(),
        )
        if told:
            page.heard = page.did = page.could_not = "Kuulimme."
            page.outcome_published_at = closes + (now - closes) * draw.random()
        pages.below(index, page, live=False)
        page.municipalities.set(draw.sample(towns, draw.randint(0, 3)))
        page.target_groups.set(draw.sample(groups, draw.randint(1, 2)))
        page.live = True
        page.save()
    return list(OpportunityPage.objects.all())


def values(page: OpportunityPage, now: Any) -> dict[str, set[str]]:
    """What the page counts for, by parameter."""
    towns = {town.code for town in page.municipalities.all()}
    ways = {
        Place.ONLINE: {"online"},
        Place.ON_SITE: {"on-site"},
        Place.BOTH: {"online", "on-site"},
    }
    return {
        "tila": {page.state_at(now).value},
        "kunta": towns or {"koko"},
        "palvelu": {str(page.service_area_id)},
        "laji": {page.kind},
        "tapa": ways[Place(page.place)],
        "aihe": {str(page.topic_id)} if page.topic_id else set(),
        "kenelle": {str(group.pk) for group in page.target_groups.all()},
    }


def has_words(page: OpportunityPage, text: str) -> bool:
    places = [page.title, page.introduction]
    for entry in [page.service_area, *page.municipalities.all()]:
        places += [entry.name_fi, entry.name_sv, entry.name_en]
    return all(
        any(word.casefold() in place.casefold() for place in places)
        for word in text.split()
        # A sign alone is passed over.
        if any(letter.isalnum() for letter in word)
    )


def expected(
    found: list[OpportunityPage],
    chosen: dict[str, list[str]],
    text: str,
    now: Any,
    but: str = "",
) -> list[OpportunityPage]:
    """The pages that have what was chosen, in order; `but` leaves one question aside."""
    kept = [
        page
        for page in found
        if (but == "haku" or has_words(page, text))
        and all(
            name == but or set(wanted) & values(page, now)[name]
            for name, wanted in chosen.items()
        )
    ]

    def place(page: OpportunityPage) -> tuple[Any, ...]:
        ended = page.closes_at <= now
        time = page.closes_at.timestamp()
        return ORDER.index(page.state_at(now)), -time if ended else time, page.pk

    return sorted(kept, key=place)


def tally(found: list[OpportunityPage], name: str, now: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for page in found:
        for value in values(page, now)[name]:
            counts[value] = counts.get(value, 0) + 1
    return counts


def offered_values() -> dict[str, list[str]]:
    return {
        "tila": [state.value for state in ORDER],
        "kunta": ["koko", *Municipality.objects.values_list("code", flat=True)],
        "palvelu": [str(pk) for pk in ServiceArea.objects.values_list("pk", flat=True)],
        "laji": list(ParticipationKind.values),
        "tapa": ["online", "on-site"],
        "aihe": [str(pk) for pk in Topic.objects.values_list("pk", flat=True)],
        "kenelle": [str(pk) for pk in TargetGroup.objects.values_list("pk", flat=True)],
    }
