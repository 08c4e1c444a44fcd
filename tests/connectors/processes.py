"""The product's own commands as processes of their own, with a database file that a test can look into."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = ROOT / "manage.py"
PATIENCE = 600.0
FIRST_PORT = 12_000 + os.getpid() % 1_000 * 16  # of this worker of the suite
ports = count(FIRST_PORT)


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'hub.sqlite3'}",
        "DEBUG": "true",
        "ALLOW_PRIVATE_ADDRESSES": "true",
        "PYTHONUNBUFFERED": "1",
    }


def manage(folder: Path, *arguments: str) -> str:
    done = run(folder, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(folder: Path, *arguments: str) -> str:
    """The sentences with which a command says that it cannot do what it was asked for."""
    done = run(folder, *arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, MANAGE, *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


class Command:
    """A command that goes on until it is told to end; `said` is all it has printed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder / f"{arguments[0]}.txt"
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, MANAGE, *arguments],
                env=environment(folder),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def found(self, pattern: str) -> list[int]:
        """The numbers that a pattern finds in what was said."""
        return [int(number) for number in re.findall(pattern, self.said)]

    def until(self, is_so: Callable[[], Any]) -> Any:
        return until(is_so, lambda: self.said)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Whatever a failed test left behind."""
        for group in [self.process.pid, *self.found(r"\(cluster (\d+)\)")]:
            try:
                os.killpg(group, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()


def until(is_so: Callable[[], Any], story: Callable[[], str] = str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (answer := is_so()):
        assert time.monotonic() < deadline, f"it did not come to that:\n{story()}"
        time.sleep(0.1)
    return answer


def alive_in(group: int) -> list[int]:
    """Processes of a group that are more than zombies nobody has collected yet."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, pgid, stat in rows if int(pgid) == group and stat[0] != "Z"]


def rows_of(folder: Path, query: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(folder / "hub.sqlite3", timeout=PATIENCE)
    try:
        with database:
            return database.execute(query).fetchall()
    finally:
        database.close()


def free_port() -> int:
    """Below those that the system gives to callers, and another one each time: nobody takes it before it is used."""
    for port in ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
