"""The settings of gunicorn, for several processes on one machine:

    gunicorn -c python:searchapp.deploy.gunicorn 'searchapp:create_app()'

The application is made before the processes part, so its tables lie in memory once; the index is
opened by each process for itself. Options on the command line hold instead of what is said here.
"""

import logging
import os
import shutil
import tempfile
from typing import Any

# Before what follows is imported: the figures of all processes are added up in this folder.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="searchapp-metrics-")

from prometheus_client.multiprocess import mark_process_dead

from searchapp.web.logs import JsonLines
from searchapp.web.serving import GRACE, warm_up

bind = ["127.0.0.1:8000"]
workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
graceful_timeout = GRACE
limit_request_line = 8190
"""Bytes, the most that gunicorn knows besides no limit at all."""
forwarded_allow_ips = ""
"""Nobody: whom to believe is the application's to say (SEARCHAPP_TRUSTED_PROXIES)."""
control_socket_disable = True
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "searchapp": {"level": "INFO"},
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
    },
}


def post_worker_init(worker: Any) -> None:
    """A process is about to take requests."""
    logging.captureWarnings(capture=True)
    warm_up(worker.wsgi)


def child_exit(_server: Any, worker: Any) -> None:
    """A process has ended; what it has counted stays."""
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    """All have ended."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
