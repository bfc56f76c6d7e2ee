"""The tests' settings with the tasks in Redis, as TASKS_BACKEND=redis has them."""

from config.settings import base
from config.settings.test import *  # noqa: F403

TASKS = base.TASKS
