"""The demo's search: filled at once, with promoted results and searches in vain."""

from datetime import timedelta

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import ReferenceIndex

from core.documents.services import read_text
from home.demo.documents import load_documents
from home.demo.files import Calendar, read
from home.demo.pages import KEYS, own_pages
from home.models import InformationPage
from search.misses import month_of
from search.models import SearchMiss
from search.services import refresh_all


def load_promotions() -> int:
    """Promote something for each word for which nobody has yet; returns how many."""
    made = 0
    pages = {code: own_pages(code) for code in ("fi", "sv")}
    for row in read("search.toml")["promotions"]:
        query = Query.get(row["query"])
        page = pages[row["language"]].get(row["page"])
        if page and not query.editors_picks.exists():
            SearchPromotion.objects.create(
                query=query, page=page, description=row["description"]
            )
            made += 1
    return made


def load_misses(calendar: Calendar) -> int:
    """Three months of searches in vain, unless some have been counted; returns how many."""
    if SearchMiss.objects.exists():
        return 0
    months = [month_of(calendar.now)]
    while len(months) < 3:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    rows = read("search.toml")["misses"]
    SearchMiss.objects.bulk_create(
        SearchMiss(
            month=months[row["months_ago"]],
            language=row["language"],
            query=row["query"],
            times=row["times"],
        )
        for row in rows
    )
    return len(rows)


def make_findable() -> None:
    """What the task worker would do, done now: the first search finds all that is public,
    also the words of the documents and what tells that pages link to them."""
    for document in load_documents().values():
        read_text(document_id=document.pk)
    for page in InformationPage.objects.filter(translation_key__in=KEYS):
        ReferenceIndex.create_or_update_for_object(page)
    refresh_all()
