"""Keep the signs of life of the background workers."""

from datetime import datetime, timedelta

from connectors.models import WorkerHeartbeat

FORGOTTEN_AFTER = timedelta(days=7)


def beat(name: str, *, now: datetime) -> None:
    WorkerHeartbeat.objects.update_or_create(name=name, defaults={"at": now})


def forget(name: str) -> None:
    """The worker ended as it should."""
    WorkerHeartbeat.objects.filter(name=name).delete()


def forget_silent(*, now: datetime) -> None:
    WorkerHeartbeat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
