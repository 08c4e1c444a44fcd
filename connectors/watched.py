"""What a process of the cluster knows of the watchdog that started it."""

import os
import signal
import socket

WATCHDOG = "HUB_WATCHDOG"
LANE = "Q_CLUSTER_NAME"  # django-q2's own


def worker_name(watchdog: int, lane: str) -> str:
    return f"{socket.gethostname()}:{watchdog}:{lane}"


def lane_of(worker: str) -> str:
    return worker.rpartition(":")[2]


def watchdog() -> int | None:
    """Its process id; None where the cluster was started without one."""
    return int(os.environ.get(WATCHDOG, "0")) or None


def own_name() -> str | None:
    return worker_name(pid, os.environ.get(LANE, "")) if (pid := watchdog()) else None


def end_if_alone() -> None:
    """Nobody ends or restarts a cluster whose watchdog was killed: it ends itself, and a new one can start."""
    pid = watchdog()
    if pid and not is_alive(pid):
        os.killpg(os.getpgrp(), signal.SIGKILL)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
