"""A change that the database could not take is taken later."""

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from core.tasks import PAUSES
from home.models import InformationPage
from search.tasks import refresh_task
from tests.factories import pages

pytestmark = pytest.mark.django_db


def busy(execute, sql, *args):
    if "search_searchentry" in sql:
        raise OperationalError("database is locked")
    return execute(sql, *args)


@pytest.mark.parametrize("tries", [0, len(PAUSES) - 1, len(PAUSES)])
def test_a_database_that_is_busy_is_tried_again_so_many_times(settings, tries):
    page = pages.information_page(title="Neuvola")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    label = InformationPage._meta.label
    with connection.execute_wrapper(busy), pytest.raises(OperationalError):
        refresh_task.call(label, page.pk, tries)
    waiting = DBTaskResult.objects.filter(task_path=refresh_task.module_path)
    expected = [[label, page.pk, tries + 1]] if tries < len(PAUSES) else []
    assert [row.args_kwargs["args"] for row in waiting] == expected
