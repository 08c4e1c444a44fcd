"""What is sent to be imported: a list as JSON, or a file in a form, and what is to be done with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from candidates.api.errors import field_error
from candidates.api.fields import Reader, Unfit, flag, read_body, zoned_moment
from candidates.imports.columns import FIELDS, guessed
from candidates.imports.objects import sheet_of_objects
from candidates.imports.reading import read_sheet
from candidates.imports.sheet import MOST_BYTES, NotReadable, Row, Sheet
from candidates.services.batches import Options

IGNORED = ("status",)


@dataclass(frozen=True, slots=True)
class Sent:
    sheet: Sheet
    columns: Mapping[str, str]
    options: Options
    name: str = ""


def read_list(data: Any) -> Sent:
    """A JSON array alone asks for what seed 004 says: each is made, gets a deadline, and is invited."""
    in_form = isinstance(data, Mapping) and "file" in data
    try:
        if isinstance(data, list):
            return of_objects(data, {})
        if in_form:
            return of_file(data)
        values = read_body(data, {"candidates": as_it_is, **OPTIONS}, required=("candidates",))
        return of_objects(values.pop("candidates"), values)
    except NotReadable as problem:
        raise field_error("file" if in_form else "candidates", str(problem)) from None


def of_objects(told: Any, values: Mapping[str, Any]) -> Sent:
    """Every name of a value is a field of a candidate: one that is not is an error of its row."""
    sheet = sheet_of_objects(told)
    rows = [with_unknown(row) for row in sheet.rows]
    return Sent(Sheet(sheet.headers, rows), {name: name for name in FIELDS}, options_of(values))


def with_unknown(row: Row) -> Row:
    unknown = [name for name in row.values if name not in FIELDS and name not in IGNORED]
    message = f"There is no such field. Valid: {', '.join(FIELDS)}."
    told = [{"field": name, "message": message, "unreadable": "1"} for name in unknown]
    return Row(row.number, row.values, [*row.told, *told]) if told else row


def of_file(data: Any) -> Sent:
    """Columns are named by `columns`, or guessed; none is left out without saying so."""
    values = read_body(data, {"file": as_it_is, "columns": columns, **FORM_OPTIONS})
    file = values["file"]
    if isinstance(file, str):
        raise field_error("file", "Send the file as multipart/form-data.")
    sheet = read_sheet(file.read(MOST_BYTES + 1))
    chosen = guessed(sheet.headers) | values.get("columns", {})
    strange = [name for name in chosen if name not in sheet.headers]
    unsaid = [name for name in sheet.headers if name not in chosen]
    if strange or unsaid:
        raise ValidationError({"columns": list(complaints(strange, unsaid))})
    held = {header: name for header, name in chosen.items() if name}
    return Sent(sheet, held, options_of(values), file.name or "")


def complaints(strange: list[str], unsaid: list[str]) -> list[str]:
    sentences = [f"There is no column “{name}” in this file." for name in strange]
    return sentences + [
        f'What column “{name}” holds is not known: say it in columns, or leave it out with "".'
        for name in unsaid
    ]


def options_of(values: Mapping[str, Any]) -> Options:
    return Options(values.get("deadline"), values.get("advance", True))


def as_it_is(value: Any) -> Any:
    return value


def columns(value: Any) -> dict[str, str]:
    """`{"Vorname": "first_name", "Notiz": ""}`"""
    try:
        told = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        told = None
    valid = ("", *FIELDS)
    if not isinstance(told, dict) or not all(name in valid for name in map(str, told.values())):
        raise Unfit(f"This field must be a JSON object of columns and fields: {', '.join(FIELDS)}.")
    return told


def deadline(value: Any) -> datetime | None:
    return None if value in (None, "") else zoned_moment(value)


def written_flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise Unfit("This field must be true or false.")
    return bool(value == "true")


OPTIONS: dict[str, Reader] = {"deadline": deadline, "advance": flag}
FORM_OPTIONS: dict[str, Reader] = {"deadline": deadline, "advance": written_flag}
