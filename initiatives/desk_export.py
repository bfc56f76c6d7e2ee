"""What a file of the desk's list says of initiatives and suggestions: never of their makers."""

from collections.abc import Sequence

from core.models import Municipality
from core.spreadsheets import Cell
from initiatives.models import Initiative
from moderation.models import Submission

from .stages import PUBLIC


def cells(
    submissions: Sequence[Submission], *, texts: bool
) -> dict[int, dict[str, Cell]]:
    """By id and name of the column; no query."""
    towns = Municipality.all_cached()
    return {
        each.pk: _cells(each, towns, texts)
        for each in submissions
        if isinstance(each, Initiative)
    }


def _cells(
    initiative: Initiative, towns: dict[int, Municipality], texts: bool
) -> dict[str, Cell]:
    town = towns.get(initiative.municipality_id or 0)
    # The county's own words, which everybody is told.
    answer = {"reply": initiative.answer} if texts and initiative.answer else {}
    return {
        "initiative": initiative.get_kind_display(),
        "stage": initiative.get_stage_display(),
        "supporters": initiative.support_count if initiative.stage in PUBLIC else None,
        "municipality": town.name if town else "",
        **answer,
    }
