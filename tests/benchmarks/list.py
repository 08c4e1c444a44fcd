"""The unified list, first page and a deep one, beside a plain DRF view of the same fields on the same server."""

import json
from dataclasses import dataclass, replace
from statistics import median
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.databases import Databases, databases, environment, kind, manage
from tests.benchmarks.load import CONNECTIONS, Served, client, fetch, load
from tests.benchmarks.measured import measure, served
from tests.benchmarks.report import Report
from tests.benchmarks.served import gunicorn
from tests.benchmarks.sync import connect, vendor

LIMIT = 100
DEEP = 0.9  # of all pages: page 900 of 100,000 interviews
WARM, SECONDS = 1, 5
PLAIN = "plain DRF"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way to ask for the list. `pages` are the addresses of its first page and a deep one."""

    name: str
    path: str
    cursor: str

    def next_of(self, body: bytes) -> str:
        """The address of the page after this one; "" after the last."""
        told = json.loads(body)[self.cursor]
        if not told:
            return ""
        if self.cursor == "next":
            parts = urlsplit(told)
            return f"{parts.path}?{parts.query}"
        return f"{self.path}&{urlencode({self.cursor: told})}"


def run(report: Report) -> None:
    with databases() as some:
        some.empty("empty")
        for size in report.sizes:
            some.copy("empty", "served")
            account = filled(some.url("served"), size)
            some.analyze("served")
            compare(report, some, account, size)


def compare(report: Report, some: Databases, account: str, size: int) -> None:
    url = some.url("served")
    key = manage(url, "create_api_key", "bench").split()[-1]
    deep = max(int(size / LIMIT * DEEP), 2)
    with gunicorn(url, DJANGO_SETTINGS_MODULE="tests.benchmarks.list_settings") as server:
        pages = {view: (view.path, walked(view, deep, server.port, key)) for view in views(account)}
        some.analyze("served")
        taken: dict[tuple[View, int], list[Served]] = {}
        for _ in range(report.rounds):
            for view, both in pages.items():
                for number, path in zip((1, deep), both, strict=True):
                    load(server.port, path, key, WARM)
                    before = served(server.pid, url.rpartition("/")[2])
                    one = load(server.port, path, key, SECONDS)
                    spent = served(server.pid, url.rpartition("/")[2]) - before
                    one = replace(one, cpu=spent * 1000 / (one.rate * SECONDS))
                    taken.setdefault((view, number), []).append(one)
    tell(report, size, {asked: middle(each) for asked, each in taken.items()})


def filled(url: str, size: int) -> str:
    """The account that all of it belongs to. The bare loader writes it, so that this takes seconds."""
    with vendor(size) as port:
        account = connect(url, port)
        measure(["-m", "tests.benchmarks.bare", url, str(port), "first"], environment(url))
    return account


def views(account: str) -> list[View]:
    hub = f"/unified/ats/interviews?integrated_account_id={account}&limit={LIMIT}"
    return [
        View(name=PLAIN, path=f"/plain/interviews?account={account}", cursor="next"),
        View(
            name="hub, the same fields",
            path=f"{hub}&truto_response_format=normalized",
            cursor="next_cursor",
        ),
        View(name="hub, and remote_data", path=hub, cursor="next_cursor"),
    ]


def walked(view: View, pages: int, port: int, key: str) -> str:
    """The address of a page, from page to page as a client comes there."""
    path = view.path
    for _ in range(pages - 1):
        path = view.next_of(fetch(port, path, key))
    assert len(first_list(json.loads(fetch(port, path, key)))) == LIMIT
    return path


def first_list(page: dict[str, list[object]]) -> list[object]:
    return next(value for value in page.values() if isinstance(value, list))


def middle(some: list[Served]) -> Served:
    return Served(
        median(one.rate for one in some),
        median(one.p50 for one in some),
        median(one.p99 for one in some),
        median(one.cpu for one in some),
    )


def tell(report: Report, size: int, taken: dict[tuple[View, int], Served]) -> None:
    plain = {number: one for (view, number), one in taken.items() if view.name == PLAIN}
    first = {view: one for (view, number), one in taken.items() if number == 1}
    report.table(
        f"list of {size:,} interviews, {LIMIT} a page, 2 workers, {CONNECTIONS} connections of {client()}, {kind()}",
        [
            *("page", "requests/s", "p50 ms", "p99 ms", "cpu ms"),
            *("x plain", "x plain (cpu)", "x its page 1"),
        ],
        [
            [
                f"{view.name}, page {number}",
                int(one.rate),
                one.p50,
                one.p99,
                one.cpu,
                one.rate / plain[number].rate,
                plain[number].cpu / one.cpu,
                one.rate / first[view].rate,
            ]
            for (view, number), one in taken.items()
        ],
    )
