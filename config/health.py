"""Is this process alive, and is the hub fit for work? For load balancers, orchestrators and people with curl."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from candidates.services.task_queue import LANES
from connectors.selectors.operating import last_beats, waiting

WORKER_SILENT_AFTER = timedelta(minutes=5)
OVERDUE_AFTER = timedelta(minutes=15)
DISK_NEEDED = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """`wrong` is a sentence that says what and what to do, or empty."""

    name: str
    wrong: str = ""


def healthz(_request: HttpRequest) -> JsonResponse:
    if wrong := no_database():
        return JsonResponse({"status": "down", "message": wrong}, status=503)
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> JsonResponse:
    checks = list(checked(timezone.now()))
    ready = not any(check.wrong for check in checks)
    body = {
        "status": "ready" if ready else "not ready",
        "checks": {check.name: check.wrong or "ok" for check in checks},
    }
    return JsonResponse(body, status=200 if ready else 503)


def checked(now: datetime) -> Iterator[Check]:
    """Without a database, nothing else can be asked."""
    database = Check("database", no_database())
    yield database
    if database.wrong:
        return
    migrations = Check("migrations", not_migrated())
    yield migrations
    if not migrations.wrong:
        yield Check("worker", no_worker(now))
        yield Check("work", overdue(now))
    yield Check("disk", disk_full(shutil.disk_usage))


def no_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    return ""


def not_migrated() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return ""
    return f"{len(missing)} migrations are missing. Run manage.py migrate."


def no_worker(now: datetime) -> str:
    """A lane that fell silent, as that of webhooks out, is told by its name; where all did, only that."""
    beats = last_beats()
    silent = [
        lane
        for lane in LANES
        if (last := beats.get(lane)) is None or now - last > WORKER_SILENT_AFTER
    ]
    if not silent:
        return ""
    last = max(beats.values(), default=None) if len(silent) == len(LANES) else beats.get(silent[0])
    since = f"since {last:%Y-%m-%d %H:%M} UTC" if last else "so far"
    whose = "" if len(silent) == len(LANES) else f" of the lane {silent[0]}"
    return f"No worker{whose} gave a sign of life {since}. Start manage.py worker."


def overdue(now: datetime) -> str:
    late = {
        name: found.seconds(now)
        for name, found in waiting(now).items()
        if found.seconds(now) > OVERDUE_AFTER.total_seconds()
    }
    if not late:
        return ""
    name = max(late, key=lambda one: late[one])
    return f"The oldest of the {name} is due for {late[name] / 60:.0f} minutes. Are there enough workers?"


def disk_full(usage: Callable[[Path], tuple[int, int, int]]) -> str:
    """Where SQLite writes, or where the hub's own files go."""
    database = Path(settings.DATABASES["default"]["NAME"])
    folder = database.parent if database.is_absolute() and database.exists() else settings.BASE_DIR
    free = usage(folder)[2]
    if free >= DISK_NEEDED:
        return ""
    return f"Only {free // 1024 // 1024} MB are free where the database is. Make room."
