"""Webhooks: fifty signed calls a second to a real gunicorn, each new; when the sender has its answer."""

import hashlib
import hmac
import http.client
import json
import threading
import time
from statistics import quantiles

from tests.benchmarks.databases import databases, kind, manage
from tests.benchmarks.report import Report
from tests.benchmarks.served import gunicorn

A_SECOND = 50
SECONDS = 20
BAR = 0.250
SECRET = "a-made-up-secret-of-some-length"
CALLERS = 10


def run(report: Report) -> None:
    with databases() as some:
        some.empty("hooks")
        credentials = json.dumps({"api_key": "made-up", "webhook_secret": SECRET})
        account = manage(
            some.url("hooks"),
            *("connect", "greenhouse", "--name", "bench", "--no-check"),
            *("--option", "api_version=v1", "--credentials", "-"),
            said=credentials,
        ).split()[-1]
        with gunicorn(some.url("hooks"), "--threads=2") as server:
            call(server.port, f"/hooks/{account}/", 0)
            taken = paced(server.port, f"/hooks/{account}/")
    tell(report, taken)


def call(port: int, path: str, number: int) -> tuple[int, float]:
    """The status and the seconds until it was here, the connection included."""
    body = json.dumps(
        {"action": "candidate_stage_change", "payload": {"application": {"id": number}}}
    ).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Signature": f"sha256 {signature}", "Content-Type": "application/json"}
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.monotonic() - started


def paced(port: int, path: str) -> list[tuple[int, float]]:
    """Every call at its own moment, whether or not the ones before are answered."""
    taken: list[tuple[int, float]] = []
    begin = time.monotonic() + 0.5

    def caller(first: int) -> None:
        for number in range(first, A_SECOND * SECONDS, CALLERS):
            time.sleep(max(begin + number / A_SECOND - time.monotonic(), 0))
            taken.append(call(port, path, number + 1))

    callers = [threading.Thread(target=caller, args=(first,)) for first in range(CALLERS)]
    for thread in callers:
        thread.start()
    for thread in callers:
        thread.join()
    return taken


def tell(report: Report, taken: list[tuple[int, float]]) -> None:
    times = sorted(seconds for _, seconds in taken)
    parts = quantiles(times, n=100)
    report.table(
        f"webhooks, {A_SECOND} a second for {SECONDS} s, gunicorn with 2 workers, {kind()}",
        ["calls", "answered 200", "p50 ms", "p99 ms", "longest ms", f"within {BAR * 1000:.0f} ms"],
        [
            [
                str(len(taken)),
                sum(status == 200 for status, _ in taken),
                parts[49] * 1000,
                parts[98] * 1000,
                times[-1] * 1000,
                f"{sum(one <= BAR for one in times) / len(times):.1%}",
            ]
        ],
    )
