"""A command's cost: wall time, processor time (its own and its PostgreSQL backends'), peak memory."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.databases import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and megabytes. `cpu` is user and system time, of the backends too."""

    wall: float
    cpu: float
    backend: float
    peak: float
    said: str = ""


class Backends(threading.Thread):
    """Looks at the processor time of a database's PostgreSQL backends until told to stop."""

    def __init__(self, database: str) -> None:
        super().__init__(daemon=True)
        self.mark = f" {database} ".encode()
        self.seen: dict[int, float] = {}
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            self.look()

    def look(self) -> None:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark in (folder / "cmdline").read_bytes():
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    self.seen[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICKS
            except OSError:
                continue

    def spent(self) -> float:
        self.over.set()
        self.join()
        return sum(self.seen.values())


def served(master: int, database: str) -> float:
    """Processor seconds so far of a server's processes and of its database's PostgreSQL backends."""
    spent, mark = 0.0, f" {database} ".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == master or mark in (folder / "cmdline").read_bytes():
                spent += (int(fields[11]) + int(fields[12])) / TICKS
        except OSError:
            continue
    return spent


def measure(arguments: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run a Python of its own to its end."""
    database = environment.get("DATABASE_URL", "").rpartition("/")[2]
    backends = Backends(database)
    backends.start()
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {said}")
    backend = backends.spent()
    return Cost(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime + backend,
        backend=backend,
        peak=used.ru_maxrss / 1024,
        said=said,
    )


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        wall=median(cost.wall for cost in costs),
        cpu=median(cost.cpu for cost in costs),
        backend=median(cost.backend for cost in costs),
        peak=max(cost.peak for cost in costs),
        said=costs[-1].said,
    )
