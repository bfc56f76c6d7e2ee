"""What others have already proposed: shown before one more of the same is sent."""

from django.db.models import Case, IntegerField, Q, Value, When

from initiatives.models import Initiative
from search.words import words_in
from search.words.stopwords import stop_words

MOST = 5
MOST_WORDS = 12
# What is left of a word without its ending.
SHORTEST, ENDING = 4, 3


def similar(text: str, language: str) -> list[Initiative]:
    """At most five that are listed and share the most words of their titles with the text."""
    common = stop_words(language)
    stems = {
        word[: max(SHORTEST, len(word) - ENDING)]
        for word in map(str.lower, words_in(text))
        if len(word) >= SHORTEST and word not in common
    }
    shared = [Q(title__icontains=stem) for stem in sorted(stems)[:MOST_WORDS]]
    if not shared:
        return []
    number = sum(
        (
            Case(
                When(one, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
            for one in shared
        ),
        start=Value(0),
    )
    least = min(2, len(shared))
    rows = Initiative.objects.listed().annotate(shared=number)
    return list(
        rows.filter(shared__gte=least).order_by("-shared", "-support_count")[:MOST]
    )
