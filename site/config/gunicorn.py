"""gunicorn's settings: `gunicorn -c site/config/gunicorn.py config.wsgi`.

More processes with few threads serve Django better than many threads do. The
access log passes through the filter that takes the secrets out of receipts'
addresses; the address of the page before (Referer) is not logged at all.
"""

import multiprocessing
import os
from pathlib import Path

bind = os.environ.get("BIND", "127.0.0.1:8000")
chdir = str(Path(__file__).resolve().parents[2])
pythonpath = f"{chdir},{chdir}/site"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count()))
threads = int(os.environ.get("WEB_THREADS", "2"))
worker_class = "gthread"
preload_app = False
timeout = 60
graceful_timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"receipts": {"()": "core.logging.HideReceiptTokens"}},
    "formatters": {"plain": {"format": "%(asctime)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["receipts"],
            "formatter": "plain",
            "stream": "ext://sys.stdout",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("gunicorn.error", "gunicorn.access")
    },
}
accesslog = "-"
