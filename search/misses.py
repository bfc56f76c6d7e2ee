"""What people look for in vain is counted by month, so that editors can write it: the words
alone, never who searched or when."""

import logging
import re
from datetime import date, datetime

from django.db import Error, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from core.patience import waiting_at_most
from search.models import SearchMiss

logger = logging.getLogger(__name__)

LONGEST = SearchMiss._meta.get_field("query").max_length or 0
# Of so many different words in a month, more would be somebody's trial.
MOST_A_MONTH = 10_000
MONTHS_KEPT = 13
# Milliseconds for which a reader waits while something else is written.
PATIENCE = 100
# A telephone number, a date of birth, an identity code.
PERSONAL_DIGITS = 5
ROBOTS = re.compile(r"bot|crawl|spider|slurp", re.IGNORECASE)
UPSERT = """
    INSERT INTO search_searchmiss (month, language, query, times)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (month, language, query)
    DO UPDATE SET times = search_searchmiss.times + 1
"""


def is_of_a_person(request: HttpRequest) -> bool:
    """Whether somebody is looking, as far as it can be told."""
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and not ROBOTS.search(agent)


def looks_personal(text: str) -> bool:
    return "@" in text or sum(sign.isdigit() for sign in text) >= PERSONAL_DIGITS


def count_miss(*, text: str, language: str, now: datetime) -> None:
    """One more search for the text in vain. A failure is logged, and the page goes on."""
    if looks_personal(text):
        return
    words = " ".join(text.lower().split())[:LONGEST].strip()
    try:
        with waiting_at_most(PATIENCE), transaction.atomic():
            add(month_of(now), language, words)
    except Error as error:
        # Without its message, which may hold the words.
        logger.warning("A search in vain was not counted: %s", type(error).__name__)


def add(month: date, language: str, words: str) -> None:
    misses = SearchMiss.objects.filter(month=month)
    if misses.filter(language=language, query=words).update(times=F("times") + 1):
        return
    if misses.count() < MOST_A_MONTH:
        # Somebody else may have been the first in the meantime.
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [month, language, words])


def month_of(now: datetime) -> date:
    return timezone.localdate(now).replace(day=1)


def forget_old_misses(now: datetime) -> int:
    """Those of more than 13 months ago are deleted; returns how many."""
    today = month_of(now)
    months = today.year * 12 + today.month - 1 - MONTHS_KEPT
    oldest = date(months // 12, months % 12 + 1, 1)
    return SearchMiss.objects.filter(month__lt=oldest).delete()[0]
