"""Who is at work in the background."""

from datetime import datetime, timedelta

from connectors.models import WorkerHeartbeat

SILENT_AFTER = timedelta(minutes=5)


def none_at_work(now: datetime) -> bool:
    """Whether no worker gave a sign of life of late: then nothing happens by itself."""
    return not WorkerHeartbeat.objects.filter(at__gt=now - SILENT_AFTER).exists()


def last_beat(name: str) -> datetime | None:
    return WorkerHeartbeat.objects.filter(name=name).values_list("at", flat=True).first()
