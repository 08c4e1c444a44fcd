"""A command of the product, and how many statements it sent: `python -m tests.benchmarks.counted COMMAND…`."""

import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()  # the models below need it

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402


class Count:
    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """`executemany` counts once, however many rows it is given."""
        self.statements += 1
        return execute(*arguments)


if __name__ == "__main__":
    count = Count()
    with connection.execute_wrapper(count):
        call_command(*sys.argv[1:])
    sys.stdout.write(f"{count.statements}\n")
