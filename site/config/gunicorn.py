"""gunicorn's settings: `gunicorn -c site/config/gunicorn.py config.wsgi`.

More processes with few threads serve Django better than many threads do.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from core.logging import hide  # noqa: E402

# Of <malloc.h>: how many heaps the C library keeps.
M_ARENA_MAX = -8


class AccessLog(Logger):
    """Logs the path without the secret of a receipt and without what was searched."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> Any:
        atoms = super().atoms(resp, req, environ, request_time)
        path = environ.get("RAW_URI", "").partition("?")[0]
        return {**atoms, "U": hide(path)}


bind = os.environ.get("BIND", "127.0.0.1:8000")
chdir = str(ROOT)
pythonpath = f"{ROOT},{ROOT / 'site'}"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count()))
threads = int(os.environ.get("WEB_THREADS", "2"))
worker_class = "gthread"
timeout = 60
# Longer than a proxy keeps its side: closed first by us, a form on its way would be lost.
keepalive = 75
graceful_timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
logger_class = AccessLog
accesslog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms'
# Loaded once and then forked: the processes share what they only read, and one that is
# killed is back at once. New code needs a restart; a reload (HUP) goes on with the old.
preload_app = True


def when_ready(server: Any) -> None:
    """Before the first fork: loads what every process would load, and opens nothing."""
    from django.db import connections
    from django.urls import get_resolver

    from search.words.finnish import readings

    # Two threads that take turns need one heap; other C libraries than glibc have one.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    assert get_resolver().url_patterns
    readings("osallistu")  # loads the dictionary
    connections.close_all()
    # What is there now stays: looking through it would only copy shared memory.
    gc.collect()
    gc.freeze()
