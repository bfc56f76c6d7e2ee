"""gunicorn's settings: `gunicorn -c site/config/gunicorn.py config.wsgi`.

More processes with few threads serve Django better than many threads do.
"""

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from core.logging import hide  # noqa: E402


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
