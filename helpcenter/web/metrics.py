"""Figures for machines: /metrics, with a registry of its own per application."""

import time
from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

bp = Blueprint("metrics", __name__)


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("endpoint", "status")
        self.requests = Counter("helpcenter_requests_total", "Requests answered by Flask", labels, registry=self.registry)
        self.seconds = Histogram("helpcenter_request_seconds", "Time to answer", ("endpoint",), registry=self.registry)


def add_figure(app: Flask, name: str, meaning: str, read: Callable[[], float]) -> None:
    """Show a figure that a room counts itself; `read` is called whenever somebody asks for the figures."""
    metrics: Metrics = app.extensions["metrics"]
    Gauge(name, meaning, registry=metrics.registry).set_function(read)


def init_metrics(app: Flask) -> None:
    """Count every request of this application."""
    app.extensions["metrics"] = Metrics()
    app.after_request(_count)
    app.register_blueprint(bp)


def _count(response: Response) -> Response:
    metrics: Metrics = current_app.extensions["metrics"]
    endpoint = request.endpoint or "unknown"
    metrics.requests.labels(endpoint, str(response.status_code)).inc()
    metrics.seconds.labels(endpoint).observe(time.perf_counter() - g.get("started", time.perf_counter()))
    return response


@bp.get("/metrics")
def show() -> Response:
    """The figures in the text format of Prometheus; holds no personal data."""
    metrics: Metrics = current_app.extensions["metrics"]
    return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)
