"""The lists that staff edit, as the checks take them."""

from dataclasses import dataclass

from core.models import Municipality, ServiceUnit


@dataclass(frozen=True)
class Lists:
    """Entries as they were written. `known_names` are nobody's: services, places, illnesses;
    `first_names` and `surnames` are those that Voikko does not know."""

    health_fi: tuple[str, ...] = ()
    health_sv: tuple[str, ...] = ()
    health_en: tuple[str, ...] = ()
    spam_phrases: tuple[str, ...] = ()
    known_names: tuple[str, ...] = ()
    first_names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()


def entries(text: str) -> tuple[str, ...]:
    """What stands on each line, or between commas."""
    each = (entry.strip() for entry in text.replace(",", "\n").splitlines())
    return tuple(dict.fromkeys(entry for entry in each if entry))


def current_lists() -> Lists:
    """Staff's lists, and the names in the registers; from the cache."""
    from moderation.models import CheckLists

    stored = CheckLists.current()
    registered = [
        getattr(entry, f"name_{code}")
        for register in (Municipality, ServiceUnit)
        for entry in register.all_cached().values()
        for code in ("fi", "sv")
    ]
    return stored.as_lists(tuple(name for name in registered if name))
