"""Work after a change; each task can be repeated."""

from typing import Any

from django.apps import apps
from django.db import Error, transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks import task

from core.tasks import PAUSES
from search import services
from search.engine_changes import send_changes


def soon(task: Any, *args: Any) -> None:
    """Once the transaction has committed: a worker of another process sees no sooner what
    has changed. A queue that is away fails no save, and nobody's withdrawal."""
    # No `partial`, which has no name for Django to log when it fails.
    transaction.on_commit(lambda: task.enqueue(*args), robust=True)


def refresh_soon(model: type[Model], pk: int) -> None:
    """Have the entry of an object brought up to date; of one whose model has none, nothing."""
    soon(refresh_task, model._meta.label, pk)


@task()
def refresh_task(label: str, pk: int, tries: int = 0) -> None:
    """Bring the entry of one object up to date (`label` is `app.Model`).

    When the database is away or busy it is tried again later.
    """
    try:
        services.refresh(model=apps.get_model(label), pk=pk)
    except Error:
        if tries < len(PAUSES) and refresh_task.get_backend().supports_defer:
            later = refresh_task.using(run_after=timezone.now() + PAUSES[tries])
            later.enqueue(label, pk, tries + 1)
        raise


@task()
def refresh_pages_below_task(path: str) -> None:
    """Bring the entries of the page at this tree path, and of those below, up to date."""
    services.refresh_pages_below(path=path)


@task()
def refresh_source_task(label: str) -> None:
    """Bring the entries of all objects of a model up to date."""
    services.refresh_source(model=apps.get_model(label))


@task()
def send_changes_task() -> None:
    """Tell the search engine what is noted for it."""
    send_changes()
