"""Child processes that leave nobody behind: each leads a session and process group of its own."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import IO, Any

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.1


class ToldToEnd(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    process: subprocess.Popen[str]

    @property
    def exit_code(self) -> int | None:
        return self.process.poll()


def start(
    name: str,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    output: IO[Any] | int | None = None,
) -> Child:
    """Run this Python with `arguments`; `output` takes what it prints, errors included."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        text=True,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - whoever starts children has no threads
    )
    return Child(name, process)


def end_with_parent() -> None:
    """Linux ends the child when its parent is killed; elsewhere the parent's own ending has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(children: Iterable[Child], *, grace: float) -> None:
    """Ask every group to end, wait at most `grace` seconds for the leaders, then kill what is left."""
    ending = list(children)
    for child in ending:
        signal_group(child, signal.SIGTERM)
    wait(ending, seconds=grace)
    for child in ending:
        kill(child)


def wait(children: Iterable[Child], *, seconds: float) -> None:
    """For the leaders to end by themselves, at most so long."""
    waiting = list(children)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(child.exit_code is None for child in waiting):
        time.sleep(LOOK_EVERY)


def kill(child: Child) -> None:
    signal_group(child, signal.SIGKILL)
    child.process.wait()


def signal_group(child: Child, number: int) -> None:
    try:
        os.killpg(child.process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def ending_of(child: Child) -> str:
    code = child.exit_code or 0
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def end_on_signals() -> None:
    """From now on each of ENDING_SIGNALS raises ToldToEnd."""
    for number in ENDING_SIGNALS:
        signal.signal(number, tell_to_end)


def ignore_signals() -> None:
    """While all is being ended, a second Ctrl-C must not leave anybody behind."""
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def tell_to_end(number: int, frame: FrameType | None) -> None:
    raise ToldToEnd
