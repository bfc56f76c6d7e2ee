"""Cached values: made once, stale when their group changes, also for another process."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from core import caching
from core.models import CacheVersion, CountySettings, Municipality, ServiceUnit
from core.signal_handlers import PAGES
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def test_a_value_is_made_once():
    made = []
    for _time in range(3):
        caching.cached("group", "key", lambda: made.append(1) or "value")
    assert made == [1]


def test_raising_the_version_makes_it_anew(django_capture_on_commit_callbacks):
    values = iter(["old", "new"])
    assert caching.cached("group", "key", lambda: next(values)) == "old"
    with django_capture_on_commit_callbacks(execute=True):
        caching.raise_version("group")
    assert caching.cached("group", "key", lambda: next(values)) == "new"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_rolls_back_changes_nothing():
    caching.cached("group", "key", lambda: "old")
    with transaction.atomic():
        caching.raise_version("group")
        # The transaction itself sees what it has changed.
        assert caching.cached("group", "key", lambda: "inside") == "inside"
        transaction.set_rollback(True)
    assert caching.cached("group", "key", lambda: "new") == "old"


@pytest.mark.django_db(transaction=True)
def test_a_change_counts_from_its_commit_whatever_comes_after():
    caching.cached("group", "key", lambda: "old")
    with transaction.atomic():
        caching.raise_version("group")
        # A crash between the commit and what should follow it.
        transaction.get_connection().run_on_commit = []
    caching.forget()
    assert caching.cached("group", "key", lambda: "new") == "new"


def test_another_process_is_seen_after_its_time(settings):
    values = iter(["old", "new"])
    caching.cached("group", "key", lambda: next(values))
    # What another process does: it raises the row, and knows nothing of this one.
    CacheVersion.objects.create(group="group", mark="theirs")
    assert caching.cached("group", "key", lambda: next(values)) == "old"
    settings.CACHE_LOOK_AGAIN = 0
    assert caching.cached("group", "key", lambda: next(values)) == "new"


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_value_holds_until_its_time():
    values = iter([("first", NOON + HOUR), ("second", NOON + 9 * HOUR)])

    def kept(now):
        return caching.cached_while("group", "key", now, lambda: next(values))

    assert kept(NOON) == kept(NOON + HOUR - timedelta(seconds=1)) == "first"
    assert kept(NOON + HOUR) == kept(NOON + 2 * HOUR) == "second"


def test_a_value_is_not_shown_to_an_earlier_time():
    values = iter(["later", "earlier"])
    for now, expected in ((NOON, "later"), (NOON - HOUR, "earlier")):
        made = caching.cached_while(
            "group", "key", now, lambda: (next(values), NOON + HOUR)
        )
        assert made == expected


def test_a_value_that_holds_for_a_time_is_stale_with_its_group(
    django_capture_on_commit_callbacks,
):
    values = iter(["old", "new"])

    def kept():
        make = lambda: (next(values), NOON + HOUR)  # noqa: E731
        return caching.cached_while("group", "ä" * 500, NOON, make)

    assert kept() == "old"
    with django_capture_on_commit_callbacks(execute=True):
        caching.raise_version("group")
    assert kept() == "new"


def test_drafts_leave_the_lists_as_they_are(django_capture_on_commit_callbacks):
    page = pages.opportunity_page()
    mark = caching.version(PAGES)
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Luonnos"
        page.save_revision()
    assert caching.version(PAGES) == mark
    with django_capture_on_commit_callbacks(execute=True):
        page.get_latest_revision().publish()
    assert caching.version(PAGES) != mark


def test_all_registers_come_in_one_query():
    unit, town = pages.service_unit(), pages.municipality()
    caching.forget()
    with counted() as queries:
        assert ServiceUnit.all_cached()[unit.pk].service_area_id == unit.service_area_id
        found = Municipality.all_cached()[town.pk]
    # One more asks for the versions.
    assert len(queries) == 2
    assert (found.code, found.population, found.in_use) == ("837", 0, True)
    assert found == town


def test_a_changed_register_is_seen(django_capture_on_commit_callbacks):
    unit = pages.service_unit()
    ServiceUnit.all_cached()
    with django_capture_on_commit_callbacks(execute=True):
        unit.name_fi = "Uusi nimi"
        unit.save()
    assert ServiceUnit.all_cached()[unit.pk].name_fi == "Uusi nimi"
    with django_capture_on_commit_callbacks(execute=True):
        ServiceUnit.objects.filter(pk=unit.pk).update(name_fi="Vielä uudempi")
    assert ServiceUnit.all_cached()[unit.pk].name_fi == "Vielä uudempi"
    with django_capture_on_commit_callbacks(execute=True):
        unit.delete()
    assert unit.pk not in ServiceUnit.all_cached()


def test_changed_settings_are_seen(django_capture_on_commit_callbacks):
    CountySettings.current()
    with django_capture_on_commit_callbacks(execute=True):
        county = CountySettings.load()
        county.name_fi = "Toinen hyvinvointialue"
        county.save()
    assert CountySettings.current().name_fi == "Toinen hyvinvointialue"


def test_what_another_release_kept_is_not_read(monkeypatch):
    caching.cached("group", "key", lambda: "old")

    monkeypatch.setattr(caching, "_program", lambda: "next-release")

    assert caching.cached("group", "key", lambda: "new") == "new"


def test_the_mark_of_the_program_is_that_of_its_sources(tmp_path, monkeypatch):
    mark = caching._program.__wrapped__
    (tmp_path / "models.py").write_text("old")
    config = type("Config", (), {"path": str(tmp_path)})
    monkeypatch.setattr(caching.apps, "get_app_configs", lambda: [config])
    before = mark()

    assert mark() == before
    (tmp_path / "models.py").write_text("new")
    assert mark() != before
