"""XLSX: the first sheet that is shown, read row by row, with no entity of its XML expanded."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from django.utils.translation import gettext

from candidates.archives import NotAnArchive, archive
from candidates.imports.sheet import MOST_ROWS, NotReadable, Sheet, sheet_of, too_many

WIDEST = 1_000
BROKEN = (
    ArithmeticError,
    AttributeError,
    DefusedXmlException,
    LookupError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
    openpyxl.utils.exceptions.InvalidFileException,
)
"""What openpyxl raises at a workbook that is not sound, by where it stumbles."""


def read_workbook(content: bytes) -> Sheet:
    """Raises NotReadable."""
    try:
        archive(content)
        return sheet_of(cells(content))
    except NotAnArchive as problem:
        raise NotReadable(str(problem)) from problem
    except BROKEN as problem:
        raise NotReadable(
            gettext("This workbook cannot be read: open it in Excel and save it anew as .xlsx.")
        ) from problem


def cells(content: bytes) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    shown = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    shown.reset_dimensions()
    for number, row in enumerate(shown.iter_rows(values_only=True)):
        if number > MOST_ROWS:
            raise too_many()
        if len(row) > WIDEST:
            raise NotReadable(gettext("The file has more than %d columns.") % WIDEST)
        yield [text_of(value) for value in row]


def text_of(value: Any) -> str:
    """As a person reads it: a phone number that Excel took for a number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).replace("\0", "")
