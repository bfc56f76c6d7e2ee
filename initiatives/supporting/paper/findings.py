"""What the program notices in rows that were keyed in. A finding decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import Municipality
from initiatives.enums import Refusal
from initiatives.models import PaperBatch, Support


@dataclass(frozen=True)
class Finding:
    """`reason`: what the row would be refused for, if the person who checks agrees."""

    reason: Refusal
    words: str


@dataclass(frozen=True)
class Row:
    """One row as it stands in its batch; `number` counts from one."""

    number: int
    support: Support
    municipality: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Other:
    """Another support of the same name and municipality; without a batch it is by mail."""

    pk: int
    batch: int | None


def rows_of(batch: PaperBatch) -> list[Row]:
    """The rows in the order of the sheet; two queries, however many there are."""
    supports = list(batch.supports.order_by("pk"))
    numbers = {row.pk: number for number, row in enumerate(supports, start=1)}
    others = _same_name(batch, {row.name_hash for row in supports if row.name_hash})
    places = Municipality.all_cached()
    return [
        Row(
            number,
            support,
            places[support.municipality_id].name if support.municipality_id else "",
            list(_findings(support, others[support.name_hash], batch, numbers)),
        )
        for number, support in enumerate(supports, start=1)
    ]


def _same_name(batch: PaperBatch, hashes: Iterable[str]) -> dict[str, list[Other]]:
    found: dict[str, list[Other]] = defaultdict(list)
    supports = (
        Support.objects.filter(initiative=batch.initiative_id, name_hash__in=hashes)
        .filter(Q(batch__isnull=False) | Q(confirmed_at__isnull=False))
        .order_by("pk")
        .values_list("name_hash", "pk", "batch__number")
    )
    for name_hash, pk, number in supports:
        found[name_hash].append(Other(pk, number))
    return found


def _findings(
    support: Support, others: list[Other], batch: PaperBatch, numbers: dict[int, int]
) -> Iterator[Finding]:
    if not support.name_hash:
        yield Finding(Refusal.ILLEGIBLE, _("The name has no letters"))
    if support.municipality_id is None:
        yield Finding(Refusal.NO_MUNICIPALITY, _("No municipality of the county"))
    where = [
        _place(other, batch, numbers)
        for other in others
        # Of two on paper the later one is looked at: the first one counts.
        if other.batch is None or other.pk < support.pk
    ]
    if where:
        yield Finding(
            Refusal.TWICE,
            _("The same name and municipality: %(where)s")
            % {"where": ", ".join(dict.fromkeys(where))},
        )


def _place(other: Other, batch: PaperBatch, numbers: dict[int, int]) -> str:
    if other.batch is None:
        return _("support on the web")
    if other.batch == batch.number:
        return _("row %(number)s") % {"number": numbers[other.pk]}
    return _("batch %(number)s") % {"number": other.batch}
