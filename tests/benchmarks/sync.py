"""Sync: first, unchanged and 1 % changed, beside the bare loader of the same rows and a plain ORM loop."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.databases import Databases, databases, environment, kind, manage
from tests.benchmarks.measured import Cost, measure, middle
from tests.benchmarks.parity import differing
from tests.benchmarks.report import Report
from tests.benchmarks.vendor import EDITED

NAIVE_SIZE = 1000
STATEMENT_SIZES = (1000, 5000)
PAGES_BETWEEN = (STATEMENT_SIZES[1] - STATEMENT_SIZES[0]) // 500
# What is measured: how the product is asked, and how the bare loader.
JOBS = {
    "first": (("--full",), "first"),
    "no change": (("--full",), "again"),
    "1 % changed": ((), "changed"),
}


@contextmanager
def vendor(size: int) -> Iterator[int]:
    """A vendor with so many interviews; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.vendor", str(size)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as said:
        try:
            yield int(said.readline())
        finally:
            process.terminate()
            process.wait()


def connected(some: Databases, port: int) -> str:
    """The name of a database with an account for the vendor and nothing read yet."""
    some.copy("empty", "connected")
    connect(some.url("connected"), port)
    return "connected"


def connect(url: str, port: int) -> str:
    """The UUID of a new account for the vendor."""
    return manage(
        url,
        *("connect", "greenhouse", "--name", "bench", "--base-url", f"http://127.0.0.1:{port}"),
        *("--no-check", "--option", "api_version=v1", "--credentials", "-"),
        said='{"api_key": "made-up"}',
    ).split()[-1]


def run(report: Report) -> None:
    with databases() as some:
        some.empty("empty")
        start = middle(
            [
                measure(
                    ["-c", "import django; django.setup()"],
                    environment(some.url("empty")),
                )
                for _ in range(report.rounds)
            ]
        )
        report.say(f"Django's start alone: {start.cpu:.2f} s of processor, {start.peak:.0f} MB")
        for size in report.sizes:
            with vendor(size) as port:
                compare(report, some, size, port, start)
        naive(report, some)
        statements(report, some)


def compare(report: Report, some: Databases, size: int, port: int, start: Cost) -> None:
    source = connected(some, port)
    hub: dict[str, list[Cost]] = {job: [] for job in JOBS}
    bare: dict[str, list[Cost]] = {job: [] for job in JOBS}
    for _ in range(report.rounds):
        some.copy(source, "hub")
        some.copy(source, "bare")
        for job, (asked, what) in JOBS.items():
            bare[job].append(
                measure(
                    ["-m", "tests.benchmarks.bare", some.url("bare"), str(port), what],
                    environment(some.url("bare")),
                )
            )
            hub[job].append(
                measure(["manage.py", "sync", "bench", *asked], environment(some.url("hub")))
            )
    unlike = differing(some.url("hub"), some.url("bare"))
    tell(report, size, {job: middle(costs) for job, costs in hub.items()}, bare, start)
    report.say(
        f"  rows left by both: {'not the same: ' + ', '.join(unlike) if unlike else 'the same'}"
    )
    some.drop("hub")
    some.drop("bare")


def tell(
    report: Report, size: int, hub: dict[str, Cost], bare: dict[str, list[Cost]], start: Cost
) -> None:
    rows = []
    for job, cost in hub.items():
        floor = middle(bare[job])
        records = size // EDITED if "%" in job else size
        for name, one in (("bare", floor), ("hub", cost)):
            rows.append(
                [
                    f"{job}, {name}",
                    one.wall,
                    one.cpu,
                    one.backend,
                    int(records / one.cpu),
                    f"{one.peak:.0f}",
                    one.cpu / floor.cpu,
                    (one.cpu - (start.cpu if name == "hub" else 0)) / floor.cpu,
                    one.wall / floor.wall,
                ]
            )
    head = ["job", "wall s", "cpu s", "of it database", "records/cpu s", "peak MB"]
    report.table(
        f"sync of {size:,} interviews, {kind()}, medians of {len(bare['first'])}",
        [*head, "x bare", "without start", "x bare (wall)"],
        rows,
    )


def naive(report: Report, some: Databases) -> None:
    """Small, because it is slow; its time grows with the rows."""
    with vendor(NAIVE_SIZE) as port:
        source = connected(some, port)
        some.copy(source, "naive")
        cost = measure(["-m", "tests.benchmarks.naive", str(port)], environment(some.url("naive")))
    report.table(
        f"requests and update_or_create, {NAIVE_SIZE:,} interviews, {kind()}",
        ["job", "wall s", "cpu s", "records/cpu s", "100,000 would take s"],
        [
            [
                "first",
                cost.wall,
                cost.cpu,
                int(NAIVE_SIZE / cost.cpu),
                int(cost.cpu * 100_000 / NAIVE_SIZE),
            ]
        ],
    )


def statements(report: Report, some: Databases) -> None:
    """How many statements one page more costs."""
    counted: dict[int, dict[str, int]] = {}
    for size in STATEMENT_SIZES:
        with vendor(size) as port:
            some.copy(connected(some, port), "counted")
            counted[size] = {
                job: int(
                    measure(
                        ["-m", "tests.benchmarks.counted", "sync", "bench", *asked],
                        environment(some.url("counted")),
                    ).said.split()[-1]
                )
                for job, (asked, _) in JOBS.items()
                if "%" not in job
            }
    few, many = STATEMENT_SIZES
    report.table(
        f"statements a page of 500 interviews, {kind()}",
        ["job", *(f"{size:,} interviews" for size in STATEMENT_SIZES), "a page"],
        [
            [
                job,
                counted[few][job],
                counted[many][job],
                (counted[many][job] - counted[few][job]) / PAGES_BETWEEN,
            ]
            for job in counted[few]
        ],
    )
