"""Many pages at once, for measuring what many pages cost.

    from volume import add_pages, many_opportunities

    many_opportunities(100_000)

Rows go into the tables as they are: no signals, revisions, log entries or search index.
"""

import copy
import itertools
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

BATCH = 2000
WORDS = (
    "Hyvä lähipalvelu",
    "Kotihoidon puhelut",
    "Omaishoidon tuki",
    "Äitiysneuvolan ajat",
    "Perhekeskuksen tilat",
    "Ikäihmisten palvelut",
    "Nuorten mielenterveys",
)


def add_pages(parent: Any, pages: Iterable[Any]) -> int:
    """The unsaved pages of one type as published children of `parent`; how many.

    Each needs title and slug. What wagtail would ask the database for is counted here:
    path, depth, `url_path`, language.
    """
    from wagtail.models import Page

    parent = Page.objects.get(pk=parent.pk)
    last = parent.get_children().order_by("-path").values_list("path", flat=True)
    steps = itertools.count(1 + (Page._str2int(last[0][-4:]) if last else 0))
    added = 0
    for batch in batches(pages, BATCH):
        for page in batch:
            page.path = Page._get_path(parent.path, parent.depth + 1, next(steps))
            page.depth = parent.depth + 1
            page.url_path = f"{parent.url_path}{page.slug}/"
            page.draft_title = page.title
            page.locale_id = parent.locale_id
            page.live = True
            page.last_published_at = page.first_published_at
        insert(batch)
        added += len(batch)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + added)
    return added


def insert(pages: list[Any]) -> None:
    """A row in each table of the type, from `wagtailcore_page` down."""
    from wagtail.models import Page

    model = type(pages[0])
    names = [
        field.attname for field in Page._meta.concrete_fields if field.name != "id"
    ]
    bases = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    )
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = base.pk
    tables = [
        table
        for table in reversed(model.__mro__)
        if hasattr(table, "_meta") and not table._meta.abstract and table is not Page
    ]
    for table in (table for table in tables if issubclass(table, Page)):
        for page in pages:
            setattr(page, table._meta.pk.attname, page.id)
        table._base_manager._insert(  # type: ignore[attr-defined]
            pages, fields=table._meta.local_concrete_fields, using="default"
        )


def relate(pages: list[Any], relation: str, chosen: Iterable[list[int]]) -> None:
    """Rows of a many-to-many relation: `chosen` has the ids for each page."""
    field = type(pages[0])._meta.get_field(relation)
    through, owner, target = (
        field.remote_field.through,
        f"{field.m2m_field_name()}_id",
        f"{field.m2m_reverse_field_name()}_id",
    )
    through._base_manager.bulk_create(
        [
            through(**{owner: page.pk, target: pk})
            for page, ids in zip(pages, chosen, strict=True)
            for pk in ids
        ],
        batch_size=BATCH,
    )


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def many_opportunities(total: int) -> int:
    """Opportunities until there are `total` in Finnish, spread over kinds, places and years;
    how many were made.

    One in forty is open, one in forty is coming, the rest has ended: also of 1,000 each fills
    a page of the list.
    """
    from core.models import Municipality, ServiceArea, TargetGroup
    from participation_pages.models import OpportunityIndexPage, OpportunityPage

    index = OpportunityIndexPage.objects.get(locale__language_code="fi")
    before = OpportunityPage.objects.filter(locale=index.locale).count()
    areas, towns, groups = (
        list(register.objects.values_list("pk", flat=True))
        for register in (ServiceArea, Municipality, TargetGroup)
    )
    model = sample()
    for numbers in batches(range(before, total), 10 * BATCH):
        made = [opportunity(model, number, areas) for number in numbers]
        add_pages(index, made)
        relate(made, "municipalities", [spread(towns, n, n % 4) for n in numbers])
        relate(made, "target_groups", [spread(groups, n, 1 + n % 2) for n in numbers])
    return max(total - before, 0)


def sample() -> Any:
    """One opportunity with all its texts, which the others are copies of."""
    from django.contrib.contenttypes.models import ContentType

    from participation_pages.models import OpportunityPage
    from tests.factories.pages import OpportunityPageFactory

    return OpportunityPageFactory.build(
        service_area=None,
        decision_body=None,
        organiser=None,
        content_type=ContentType.objects.get_for_model(OpportunityPage),
    )


def opportunity(model: Any, number: int, areas: list[int]) -> Any:
    from django.utils import timezone

    from participation_pages.enums import ParticipationKind, Place

    now = timezone.now()
    opens, closes, due = times(number)
    page = copy.copy(model)
    page._state = copy.copy(model._state)
    page.translation_key = uuid.uuid4()
    page.title = f"{WORDS[number % len(WORDS)]} {number}"
    page.slug = f"paljon-{number}"
    page.kind = ParticipationKind.values[number % 5]
    page.place = Place.values[number % 3]
    page.service_area_id = areas[number % len(areas)]
    page.opens_at = now + timedelta(days=opens)
    page.closes_at = now + timedelta(days=closes, minutes=number % 1000)
    page.outcome_due = (now + timedelta(days=due)).date()
    page.first_published_at = now + timedelta(days=min(opens, 0) - 1)
    if closes < 0 and number % 50:
        page.heard = page.did = page.could_not = "Saimme 412 vastausta."
        page.outcome_published_at = page.closes_at + timedelta(days=30)
    return page


def times(number: int) -> tuple[int, int, int]:
    """Days from now until it opens, closes, and its outcome is due."""
    if number % 40 == 0:
        return -10, 1 + number // 40 % 30, 90
    if number % 40 == 1:
        return 1 + number // 40 % 60, 90, 150
    ended = 31 + number % 3000
    return -ended - 30, -ended, 60 - ended


def spread(ids: list[int], number: int, most: int) -> list[int]:
    """Up to `most` of the ids, others for each number."""
    return sorted({ids[(number * 7 + step * 5) % len(ids)] for step in range(most)})
