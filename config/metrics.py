"""Figures for Prometheus, read from the tables at every scrape: true for all processes at once."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from candidates.services.task_queue import LANES
from connectors.selectors import operating


class Hub(Collector):
    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        work = operating.waiting(now)
        yield family(
            "hub_waiting",
            "Work that waits.",
            "kind",
            {name: one.count for name, one in work.items()},
        )
        yield family(
            "hub_overdue_seconds",
            "For how long the oldest work is due.",
            "kind",
            {name: one.seconds(now) for name, one in work.items()},
        )
        yield family(
            "hub_records", "Records kept; changes so far.", "kind", dict(operating.records())
        )
        yield family("hub_runs", "Sync runs by state.", "state", dict(operating.runs_by_state()))
        yield family(
            "hub_open_issues", "Open issues.", "code", dict(operating.open_issues_by_code())
        )
        yield family(
            "hub_webhooks_out",
            "Webhooks out that wait, of those what failed before, and what was given up in 30 days.",
            "state",
            dict(operating.webhooks_out_by_state()),
        )
        yield family(
            "hub_webhook_endpoints",
            "Webhook endpoints by how they do.",
            "state",
            dict(operating.endpoints_by_health(now)),
        )
        beats = {lane: at.timestamp() for lane, at in operating.last_beats().items()}
        yield GaugeMetricFamily(
            "hub_worker_last_beat_seconds",
            "Unix time of the newest sign of life of a worker; 0 for none.",
            value=max(beats.values(), default=0),
        )
        yield family(
            "hub_lane_last_beat_seconds",
            "Unix time of the newest sign of life of each lane; 0 for none.",
            "lane",
            dict.fromkeys(LANES, 0) | beats,
        )
        yield from accounts()


def family(name: str, about: str, label: str, values: dict[str, float]) -> Metric:
    metric = GaugeMetricFamily(name, about, labels=[label])
    for word, value in sorted(values.items()):
        metric.add_metric([word], value)
    return metric


def accounts() -> Iterator[Metric]:
    labels = ["account", "vendor"]
    synced = GaugeMetricFamily(
        "hub_account_synced_seconds", "Unix time of the last whole sync; 0 for none.", labels=labels
    )
    state = GaugeMetricFamily("hub_account_state", "1 for its state.", labels=[*labels, "state"])
    for one in operating.accounts():
        synced.add_metric([one.uuid, one.vendor], one.synced_at.timestamp() if one.synced_at else 0)
        state.add_metric([one.uuid, one.vendor, one.state], 1)
    return iter((synced, state))


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever sends METRICS_TOKEN as a bearer token; where none is set, there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not constant_time_compare(given, settings.METRICS_TOKEN):
        refusal = HttpResponse(
            "Send METRICS_TOKEN as a bearer token.\n", status=401, content_type="text/plain"
        )
        refusal["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refusal
    registry = CollectorRegistry()
    registry.register(Hub())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
