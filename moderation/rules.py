"""The published rules by which a message can be refused, read from the cache.

Staff write them (`ModerationRule`). A message and the log hold a rule's key.
"""

from core.caching import cached

from .models import ModerationRule


def all_rules() -> dict[str, ModerationRule]:
    """Every rule by its key, in order, also what is no longer in use; no query while
    the rules are unchanged."""
    return cached(
        ModerationRule.cache_group,
        "all",
        lambda: {rule.key: rule for rule in ModerationRule.objects.all()},
    )


def in_use() -> list[ModerationRule]:
    return [rule for rule in all_rules().values() if rule.in_use]


def find(key: str) -> ModerationRule | None:
    return all_rules().get(key)


def choices(language: str = "") -> list[tuple[str, str]]:
    """Key and title of each rule in use, for forms; for words in `language`, with what is
    said where a rule has none."""
    return [
        (rule.key, rule.choice(language) if language else rule.title())
        for rule in in_use()
    ]


def title(key: str, language: str = "") -> str:
    """The rule's title; the key itself for a rule that is gone, nothing without one."""
    rule = find(key)
    return rule.title(language) if rule else key


def words(key: str, language: str = "") -> str:
    """Why, and how to mend it; nothing without a rule."""
    rule = find(key)
    return rule.words(language) if rule else ""
