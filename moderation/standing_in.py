"""Whether one member of staff may do all that another may; asked of many pairs at once."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import F, Value

Pair = tuple[int, int]


def able(pairs: Collection[Pair]) -> set[Pair]:
    """Of (person, deputy) each, those whose deputy reads, checks, replies and publishes
    whatever the person does, and takes the same steps. In two queries, none for no pair."""
    if not pairs:
        return set()
    people = {pk for pair in pairs for pk in pair}
    users = get_user_model()._default_manager.filter(pk__in=people, is_superuser=True)
    everything = set(users.values_list("pk", flat=True))
    rights = _rights(people)

    def is_able(person: int, deputy: int) -> bool:
        if deputy in everything:
            return True
        # An administrator's deputy has to have all of it.
        has_all = person not in everything or _all_rights() <= rights[deputy]
        return has_all and rights[person] <= rights[deputy]

    return {pair for pair in pairs if is_able(*pair)}


def _all_rights() -> set[str]:
    from moderation.permissions import VIEW

    return {name.partition(".")[2] for name in VIEW}


def _rights(people: Collection[int]) -> dict[int, set[str]]:
    """By person: permissions of their groups and of their own, and the steps that are open
    to their groups, in one query."""
    from moderation.services.workflow import STATE_OF_TASK

    permissions = Permission.objects.filter(
        content_type__app_label="moderation", codename__in=_all_rights()
    ).order_by()
    parts: list[Any] = [
        _of(permissions, "group__user", people, F("codename")),
        _of(permissions, "user", people, F("codename")),
    ]
    for model, state in STATE_OF_TASK.items():
        tasks = model.objects.filter(active=True).order_by()
        parts.append(_of(tasks, "groups__user", people, Value(f"step {state}")))
    found: dict[int, set[str]] = defaultdict(set)
    for person, right in parts[0].union(*parts[1:]):
        found[person].add(right)
    return found


def _of(rows: Any, path: str, people: Collection[int], right: Any) -> Any:
    return (
        rows.filter(**{f"{path}__in": people})
        .annotate(whose=F(path), right=right)
        .values_list("whose", "right")
    )
