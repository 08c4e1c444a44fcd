"""So many connections that ask for one page again and again: requests a second, and how long they waited.

wrk does it where it is installed, else threads of this process, which take more of the processor themselves.
"""

import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles

CONNECTIONS = 8
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
BAD = re.compile(r"Non-2xx|Socket errors")


@dataclass(frozen=True, slots=True)
class Served:
    """Requests a second; milliseconds of the median and of the slowest hundredth, and of the processor for each."""

    rate: float
    p50: float
    p99: float
    cpu: float = 0.0


def client() -> str:
    return "wrk" if shutil.which("wrk") else "threads of Python"


def load(port: int, path: str, key: str, seconds: float) -> Served:
    """Raises AssertionError where an answer is not a page."""
    ask = with_wrk if shutil.which("wrk") else with_threads
    return ask(port, path, key, seconds)


def with_wrk(port: int, path: str, key: str, seconds: float) -> Served:
    done = subprocess.run(
        [
            *("wrk", "--threads=1", f"--connections={CONNECTIONS}", f"--duration={seconds:.0f}s"),
            *("--latency", "--timeout=60s", f"--header=Authorization: Bearer {key}"),
            f"http://127.0.0.1:{port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    said, rate = done.stdout, RATE.search(done.stdout)
    assert rate, said
    assert not BAD.search(said), said
    return Served(float(rate[1]), share(said, 50), share(said, 99))


def share(said: str, percent: int) -> float:
    found = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s)\s*$", said, re.MULTILINE)
    assert found, said
    return float(found[1]) * UNITS[found[2]]


def with_threads(port: int, path: str, key: str, seconds: float) -> Served:
    taken: list[float] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        while (started := time.monotonic()) < until:
            fetch(port, path, key)
            taken.append((time.monotonic() - started) * 1000)

    callers = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    parts = quantiles(taken, n=100)
    return Served(len(taken) / seconds, parts[49], parts[98])


def fetch(port: int, path: str, key: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body[:500]
    return body
