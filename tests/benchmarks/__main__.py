"""Measure one subject or all: `python -m tests.benchmarks [SUBJECT…] [--size N]… [--rounds N]`.

The database is the kind that DATABASE_URL names; each benchmark makes its own beside it and drops it.
"""

import argparse
import importlib
import os
from pathlib import Path

from tests.benchmarks.databases import kind
from tests.benchmarks.report import Report

SIZES = (20_000, 100_000)


def subjects() -> list[str]:
    folder = Path(__file__).parent
    return sorted(file.stem for file in folder.glob("*.py") if "\ndef run(" in file.read_text())


def main() -> None:
    known = subjects()
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("subject", nargs="*", help=f"of {', '.join(known)}; all where none is named")
    asked.add_argument("--size", type=int, action="append", help="interviews (20000 and 100000)")
    asked.add_argument("--rounds", type=int, default=3, help="the median of so many is told (3)")
    told = asked.parse_args()
    if unknown := set(told.subject) - set(known):
        asked.error(f"no such subject: {', '.join(sorted(unknown))}")
    report = Report(sizes=told.size or SIZES, rounds=told.rounds)
    report.say(f"{kind()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name in told.subject or known:
        importlib.import_module(f"tests.benchmarks.{name}").run(report)


if __name__ == "__main__":
    main()
