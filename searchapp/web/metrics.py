"""Figures for Prometheus: requests, searches, errors, and the state of the index.

Every process counts for itself. Where several serve one site, `PROMETHEUS_MULTIPROC_DIR` names a
folder through which the library adds them up; it must be set before this module is imported.
"""

import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from searchapp.indexing.live import LiveIndex
from searchapp.indexing.status import index_health
from searchapp.web.admission import admit
from searchapp.web.operations import Operation, described
from searchapp.web.parameters import read_parameters, refuse

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What an application counts; `state` tells of its index when it is asked."""

    def __init__(self, state: Collector) -> None:
        self._state = state
        self._registry = registry = CollectorRegistry()
        registry.register(state)
        ProcessCollector(registry=registry)
        requests = Counter(
            "searchapp_requests",
            "Requests answered, by route and HTTP status.",
            ("endpoint", "status"),
            registry=registry,
        )
        seconds = Histogram(
            "searchapp_request_seconds",
            "Time from a request to the last byte of its answer, by route.",
            ("endpoint",),
            buckets=_SECONDS,
            registry=registry,
        )
        searches = Counter(
            "searchapp_searches",
            "Searches answered on the page and as JSON, by whether there are hits.",
            ("found",),
            registry=registry,
        )
        errors = Counter(
            "searchapp_errors",
            "Requests that were refused or failed, by the code of the problem.",
            ("code",),
            registry=registry,
        )
        # There are few labels, and to look one up takes longer than to count.
        self._requests, self._seconds = cache(requests.labels), cache(seconds.labels)
        self._searches, self._errors = cache(searches.labels), cache(errors.labels)

    def answered(
        self,
        endpoint: str,
        status: int,
        seconds: float,
        paragraph_count: int | None = None,
        problem: str | None = None,
    ) -> None:
        """A request has been answered to its last byte.

        `paragraph_count` is that of the search which it was, `problem` the code of the problem with
        which it was refused or failed.
        """
        self._requests(endpoint, status).inc()
        self._seconds(endpoint).observe(seconds)
        if paragraph_count is not None:
            self._searches("yes" if paragraph_count else "no").inc()
        if problem is not None:
            self._errors(problem).inc()

    def exposition(self) -> bytes:
        """All figures in the text format of Prometheus, of all processes that serve the site."""
        if MULTIPROCESS not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        together.register(self._state)
        return generate_latest(together)


class IndexState(Collector):
    """The state of the index in use, found out when it is asked for."""

    def __init__(self, index: LiveIndex, dictionary: Path | None) -> None:
        self._index = index
        self._dictionary = dictionary

    def collect(self) -> Iterator[Metric]:
        health = index_health(self._index, self._dictionary)
        yield _gauge("ready", "1 if the index can be searched, 0 if not.", health.ready)
        yield _gauge("damaged_files", "Files that are not as written.", len(health.damaged))
        yield _gauge("stale", "1 if a reindex would build it anew, 0 if not.", bool(health.stale))
        if health.built_at:
            age = time.time() - health.built_at.timestamp()
            yield _gauge("age_seconds", "Seconds since its last commit.", max(0, age))
        yield _gauge("size_bytes", "Bytes of its files.", health.size_bytes)
        yield _gauge("documents", "Documents in it.", health.document_count)
        yield _gauge("paragraphs", "Paragraphs in it.", health.paragraph_count)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"searchapp_index_{name}", what, value=value)


def blueprint(metrics: Metrics, token: str) -> Blueprint:
    """The route of the figures, for whoever has the token: they tell what a site is used for."""
    figures = Blueprint("metrics", __name__)
    figures.before_request(lambda: admit(token))

    @figures.get("/metrics")
    @described(
        Operation("运行指标（Prometheus）", {"text/plain": {"type": "string"}}, protected=True)
    )
    def exposition() -> Response:
        refuse(dict.fromkeys(name for name, _ in read_parameters(request.query_string)))
        response = Response(metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
        response.headers["Cache-Control"] = "no-store"
        return response

    return figures
