"""CSV, with whatever between its cells: comma, semicolon (Excel in Germany), tab, bar."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext

from candidates.encodings import NotText, read_text
from candidates.imports.columns import guessed
from candidates.imports.sheet import NotReadable, Sheet, sheet_of

DELIMITERS = ",;\t|"
SAMPLE = 50


def read_delimited(content: bytes) -> Sheet:
    """Raises NotReadable."""
    try:
        text, _encoding = read_text(content)
    except NotText as problem:
        raise NotReadable(
            gettext("This is no list of candidates. Valid are CSV, XLSX and JSON files.")
        ) from problem
    delimiter, text = declared(text)
    return sheet_of(lines(text, delimiter or best(text)))


def declared(text: str) -> tuple[str, str]:
    """Excel's own first line, `sep=;`."""
    first, _newline, rest = text.partition("\n")
    first = first.strip(' "\r').lower()
    if first.startswith("sep=") and first[4:] in set(DELIMITERS):
        return first[4:], rest
    return "", text


def lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        raise NotReadable(
            gettext("Line %d of the file cannot be read: a quotation mark is missing or misplaced.")
            % reader.line_num
        ) from problem


def best(text: str) -> str:
    return max(DELIMITERS, key=lambda delimiter: fitness(text, delimiter))


def fitness(text: str, delimiter: str) -> tuple[int, int, bool, int]:
    """How many columns it names that we know; then how many lines it splits, whether all alike, and how wide."""
    try:
        sample = list(islice((line for line in lines(text, delimiter) if any(line)), SAMPLE))
    except NotReadable:
        return (0, 0, False, 0)
    widths = [len(line) for line in sample]
    known = len(guessed(sample[0])) if sample else 0
    split = sum(width > 1 for width in widths)
    return (known, split, len(set(widths)) == 1, max(widths, default=0))
