"""Work after a change; each task can be repeated."""

from django.apps import apps
from django_tasks import task

from search import services
from search.engine_changes import send_changes


@task()
def refresh_task(label: str, pk: int) -> None:
    """Bring the entry of one object up to date (`label` is `app.Model`)."""
    services.refresh(model=apps.get_model(label), pk=pk)


@task()
def refresh_pages_below_task(path: str) -> None:
    """Bring the entries of the page at this tree path, and of those below, up to date."""
    services.refresh_pages_below(path=path)


@task()
def send_changes_task() -> None:
    """Tell the search engine what is noted for it."""
    send_changes()
