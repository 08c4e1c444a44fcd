"""Pages of a coordinator beside a trivial one, on one server: milliseconds until the answer, asked one after another.

The trivial page is that of feeds: the frame of every page with a form, and no record.
"""

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles

from tests.benchmarks.databases import ROOT, databases, environment, kind, manage
from tests.benchmarks.measured import served
from tests.benchmarks.report import Report
from tests.benchmarks.served import gunicorn

TRIVIAL = "/settings/feeds/"
PAGES = (
    TRIVIAL,
    "/queue/count/",
    "/queue/",
    "/queue/rsvp.declined/",
    "/queue/?who=mine&severity=critical",
    "/",
    "/calendar/",
    "/calendar/?view=day",
    "/calendar/?view=month",
    "/calendar/?view=interviewers",
    "/interviews/",
    "/interviews/?size=200",
    "/interviews/?q=Candidate 777",
    "/interviews/?q=Candidate",
    "/interviews/?q=nobody",
    "/interviews/?status=unknown",
    "/interviews/?needs=declined&needs=no_answer",
    "/interviews/?needs=no_place",
    "/interviews/?who=mine",
    "/interviews/?who=unassigned",
    "/interviews/?mine=on",
    "/interviews/?person=5",
    "/interviews/?account=1",
    "/interviews/?deleted=on&undated=on",
    "/interviews/?sort=-start_at",
    "/interviews/?sort=-updated_at&status=scheduled",
    "/interviews/N/",
    "/interviews/N/explain/",
    "/candidates/",
    "/candidates/?q=777",
    "/candidates/?q=nobody",
    "/candidates/?status=expired&sort=deadline",
    "/candidates/?status=none",
    "/candidates/?sort=-deadline",
    "/candidates/?sort=name",
    "/candidates/?account=1",
    "/candidates/?who=mine",
    "/candidates/?view=board",
    "/candidates/?view=board&column=expired&page=300",
    "/candidates/?view=board&q=777",
    "/candidates/N/",
    "/candidates/duplicates/",
    "/interviewers/",
    "/interviewers/?only=conflicts",
    "/interviewers/N/",
    "/search/",
    "/search/?q=Candidate 777",
    "/search/?q=nobody",
    "/activity/",
    "/outbox/",
    "/connections/",
    "/connections/issues/",
    "/connections/webhooks/",
    "/connections/webhooks/log/",
    "/connections/keys/",
    "/people/",
    "/projects/",
    "/views/",
    "/many/",
    "/welcome/",
    "/settings/",
    "/settings/access/",
    "/settings/templates/",
    "/reports/",
    "/reports/time-to-schedule/",
    "/reports/booked-ahead/",
    "/reports/time-in-status/",
    "/reports/reschedules/",
    "/reports/declines/",
    "/reports/no-shows/",
    "/reports/load/",
    "/reports/feedback/",
    "/reports/reminders/",
)
WARM, ASKED = 5, 40


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of the median, of the slowest twentieth, and of the processor for one."""

    p50: float
    p95: float
    cpu: float


def run(report: Report) -> None:
    with databases() as some:
        some.empty("empty")
        url = some.url("empty")
        arguments = ("bench", "--email", "bench@x.example", "--role", "account-admin")
        manage(url, "create_user", *arguments, said="not a secret of anybody")
        for size in report.sizes:
            some.copy("empty", "pages")
            session = filled(some.url("pages"), size)
            some.analyze("pages")
            compare(report, some.url("pages"), session, size)


def filled(url: str, size: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.page_rows", str(size)],
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1]


def compare(report: Report, url: str, session: str, size: int) -> None:
    rounds: dict[str, list[Taken]] = {}
    with gunicorn(url) as server:
        addresses = {path: one_of(path, server.port, session) for path in PAGES}
        for _ in range(report.rounds):
            for path, address in addresses.items():
                ask(server.port, address, session, WARM)
                before = served(server.pid, url.rpartition("/")[2])
                times = ask(server.port, address, session, ASKED)
                spent = served(server.pid, url.rpartition("/")[2]) - before
                taken = Taken(median(times), quantiles(times, n=20)[-1], spent * 1000 / ASKED)
                rounds.setdefault(path, []).append(taken)
    found = {path: middle(some) for path, some in rounds.items()}
    report.table(
        f"pages over {size:,} interviews, one asked after another, {kind()}",
        ["page", "p50 ms", "p95 ms", "cpu ms", "ms more than the trivial one"],
        [
            [path, one.p50, one.p95, one.cpu, one.p50 - found[TRIVIAL].p50]
            for path, one in found.items()
        ],
    )


def one_of(path: str, port: int, session: str) -> str:
    """`/interviews/N/` is the first that the list of interviews links to."""
    listed, numbered, _rest = path.partition("N/")
    if not numbered:
        return path.replace(" ", "%20")
    found = re.search(rf'href="({listed}\d+/)"', body_of(listed, port, session))
    assert found, f"{listed} lists none"
    return found[1]


def ask(port: int, path: str, session: str, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        started = time.monotonic()
        body_of(path, port, session)
        taken.append((time.monotonic() - started) * 1000)
    return taken


def body_of(path: str, port: int, session: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    assert answer.status == 200, f"{path}: {answer.status} {body[:300]}"
    return body


def middle(some: list[Taken]) -> Taken:
    return Taken(
        median(one.p50 for one in some),
        median(one.p95 for one in some),
        median(one.cpu for one in some),
    )
