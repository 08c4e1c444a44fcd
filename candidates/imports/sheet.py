"""A list of candidates as rows with named columns, whatever kind of file it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from candidates.imports.spreadsheet import plain_cell

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_HEADER = 200


class NotReadable(Exception):
    """The file cannot be read as a list; the text is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1, the header not counted, empty rows counted. `told` is what was wrong with it."""

    number: int
    values: dict[str, Any]
    told: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    headers: list[str]
    rows: list[Row]


def sheet_of(lines: Iterable[Sequence[str]]) -> Sheet:
    """The first line names the columns, unless an e-mail address stands there. Empty lines are left out."""
    table = limited(lines)
    first = next((line for line in table if any(line)), None)
    if first is None:
        raise NotReadable(gettext("There is no row in this file."))
    table = table[table.index(first) :]
    has_header = not any("@" in cell for cell in first)
    headers = named(first if has_header else [], max(map(len, table)))
    rows = [
        Row(number, dict(zip(headers, line, strict=False)))
        for number, line in enumerate(table[1:] if has_header else table, start=1)
        if any(line)
    ]
    if not rows:
        raise NotReadable(gettext("There is a header in this file, but no row below it."))
    return Sheet(headers, rows)


def limited(lines: Iterable[Sequence[str]]) -> list[list[str]]:
    """Cells without blanks around them, lines without empty cells at their end."""
    table: list[list[str]] = []
    for line in lines:
        cells = [plain_cell(cell.strip()) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise NotReadable(gettext("The file has more than %d columns.") % MOST_COLUMNS)
        if len(table) > MOST_ROWS:
            raise too_many()
        table.append(cells)
    return table


def too_many() -> NotReadable:
    return NotReadable(
        gettext("The file has more than %d rows: split it into several.") % MOST_ROWS
    )


def named(given: Sequence[str], width: int) -> list[str]:
    """A name of its own for every column."""
    names: list[str] = []
    for place in range(width):
        name = given[place][:LONGEST_HEADER] if place < len(given) else ""
        name = name or gettext("Column %d") % (place + 1)
        start, number = name, 2
        while name in names:
            name, number = f"{start} ({number})", number + 1
        names.append(name)
    return names
