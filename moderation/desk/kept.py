"""What somebody typed on the page of a message, where its field can no longer be shown."""

from typing import Any

from .decisions import Decision
from .forms import TEXTS, DecisionForm

# The decision that each text belongs to.
OWNERS: dict[str, Decision] = {
    **{text: decision for decision, text in TEXTS.items()},
    "note": Decision.FORWARD,
}


def kept_texts(form: Any, shown: set[str]) -> list[tuple[str, str]]:
    """What was typed into fields that the page no longer shows, with their labels."""
    return _texts(form.data, shown) if form.is_bound else []


def typed_texts(data: Any) -> list[tuple[str, str]]:
    """All that was typed, where the whole page is no longer there."""
    return _texts(data, set())


def _texts(data: Any, shown: set[str]) -> list[tuple[str, str]]:
    labels = DecisionForm.base_fields
    return [
        (str(labels[name].label), data.get(name, ""))
        for name, decision in OWNERS.items()
        if decision not in shown and data.get(name, "").strip()
    ]
