"""Syncs in processes of their own that a test may kill: one that is set up forks each of them in no time.

Takes the name of an account on each line, or that of a queue with a `+` before it: that is a whole cluster of
workers for the queue. Answers with the process, which leads a group of its own, and says when it is gone.
"""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def database_url() -> str:
    """The tests' own database, for a process of its own."""
    kept: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    who = quote(kept["USER"]) + (f":{quote(kept['PASSWORD'])}" if kept["PASSWORD"] else "")
    return f"postgres://{who}@{kept['HOST']}:{kept['PORT'] or 5432}/{kept['NAME']}"


class Syncing:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.connectors.sync.syncing"],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATABASE_URL": database_url(),
                "ALLOW_PRIVATE_ADDRESSES": "true",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._said() == "ready"

    def start(self, account: str) -> int:
        """The process; all that it starts is in its group."""
        asked: IO[str] | None = self.process.stdin
        assert asked is not None
        asked.write(f"{account}\n")
        asked.flush()
        return int(self._said())

    def ended(self) -> int:
        """How the last one ended: its exit status, or minus the signal that killed it."""
        return int(self._said())

    def stop(self) -> None:
        self.process.communicate(timeout=600)

    def _said(self) -> str:
        answers: IO[str] | None = self.process.stdout
        assert answers is not None
        return answers.readline().strip()


def serve() -> None:
    import django

    django.setup()
    # Loaded before the first fork, so that a kill strikes the sync and not its imports.
    import connectors.tasks  # noqa: F401
    from connectors.management.commands import sync  # noqa: F401

    say("ready")
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            os.setsid()
            name = line.strip()
            os._exit(work(name[1:]) if name.startswith("+") else run(name))
        say(process)
        say(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


def run(account: str) -> int:
    from django.core.management import call_command

    try:
        call_command("sync", account, stdout=io.StringIO(), stderr=io.StringIO())
    except SystemExit as stopped:
        return int(stopped.code or 0)
    except BaseException:  # noqa: BLE001 - the exit status tells
        return 70
    return 0


def work(queue: str) -> int:
    """Until it is killed."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    from django_q.brokers import get_broker
    from django_q.cluster import Cluster

    cluster = Cluster(get_broker(queue))
    cluster.start()
    cluster.sentinel.join()
    return 0


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
