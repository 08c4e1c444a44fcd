"""Who is at work in the background."""

from datetime import datetime, timedelta

from connectors.models import WorkerHeartbeat

SILENT_AFTER = timedelta(minutes=5)


def none_at_work(now: datetime, *, lane: str = "") -> bool:
    """Whether no worker, or none of a lane, gave a sign of life of late: then nothing happens by itself."""
    beats = WorkerHeartbeat.objects.filter(at__gt=now - SILENT_AFTER)
    return not (beats.filter(name__endswith=f":{lane}") if lane else beats).exists()


def last_beat(name: str) -> datetime | None:
    return WorkerHeartbeat.objects.filter(name=name).values_list("at", flat=True).first()
