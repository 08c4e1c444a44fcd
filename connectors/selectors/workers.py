"""Who is at work in the background."""

from datetime import datetime

from connectors.models import WorkerHeartbeat


def last_beat(name: str) -> datetime | None:
    return WorkerHeartbeat.objects.filter(name=name).values_list("at", flat=True).first()
