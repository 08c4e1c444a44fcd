"""Rows for a spreadsheet, in which no cell is taken for a formula."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
FORMULA = re.compile(r"[=+\-@\t\r]")
ESCAPED = re.compile(r"'(?=[=+\-@\t\r])")


def safe_cell(value: Any) -> str:
    """A quotation mark before what Excel would calculate; `sheet.sheet_of` takes it away again."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    return text[1:] if ESCAPED.match(text) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """With a byte order mark, by which Excel knows the encoding."""
    yield BYTE_ORDER_MARK
    for row in rows:
        written = StringIO()
        csv.writer(written).writerow(map(safe_cell, row))
        yield written.getvalue()
