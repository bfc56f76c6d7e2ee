"""Public initiatives and suggestions about the same, by the words' Finnish forms."""

from django.contrib.contenttypes.models import ContentType

from initiatives.models import Initiative
from search.engines import database
from search.models import SearchEntry
from search.query import Asked, parse
from search.snippets import Marker

MOST = 5
# So many of the best matches by any word are looked at more closely.
LOOKED_AT = 40
# In common have to be at least so many of the words that say something.
SHARE = 0.5


def similar(text: str, language: str) -> list[Initiative]:
    """At most five, the likest first; none for a text without a word of sense.

    Asked of the database's own index, whichever engine the search page uses: it is a
    handful of rows, and must not hang on a server that is away. Three queries.
    """
    asked = parse(text, language)
    if not asked.terms:
        return []
    kind = ContentType.objects.get_for_model(Initiative)
    entries = SearchEntry.objects.filter(content_type=kind)
    ids = list(database().search(asked.partly(), entries)[:LOOKED_AT].ids())
    markers = [Marker(Asked(term.text, (term,)), widely=True) for term in asked.terms]
    likeness: dict[int, float] = {}
    for item, name, rest in entries.filter(pk__in=ids).values_list(
        "item_id", "name_forms", "forms"
    ):
        in_common = sum(bool(each.words(f"{name}\n{rest}")) for each in markers)
        in_title = sum(bool(each.words(name)) for each in markers)
        if in_common >= SHARE * len(markers):
            likeness[item] = in_common + in_title / 2
    # An index may lag behind: what is public is asked of the initiatives themselves.
    found = Initiative.objects.listed().filter(pk__in=likeness)
    return sorted(found, key=lambda each: (-likeness[each.pk], -each.pk))[:MOST]
