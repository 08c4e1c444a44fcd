"""From a vendor's record to ours: recipes made of picks. Pure; a misspelt field fails at import.

A pick reads one value out of the raw record. A recipe states, for each field of a record of ours, the pick
that fills it. What cannot be read raises `BadRecord` naming field and value; a word that is not in a table
becomes None and is told in `Findings`, never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from connectors.errors import BadRecord
from connectors.kinds import KINDS, check_record
from connectors.paths import dig

Raw = Mapping[str, Any]
Day = TypeVar("Day", date, datetime)
LONGEST_ID = 200
LONGEST_TEXT = 500
SHOWN = 200
LARGEST_NUMBER = 2**31 - 1
YEARS = range(2, 9999)  # the first and the last have moments that other time zones cannot tell


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the vendor that the table at `field` does not have."""

    field: str
    word: str


@dataclass(slots=True)
class Findings:
    unknown_words: list[UnknownWord] = field(default_factory=list)


Pick = Callable[[Raw, Findings], Any]


def refuse(path: str, value: object, expected: str) -> BadRecord:
    shown = repr(value)[:SHOWN]
    return BadRecord(f"{path} is {shown}, expected {expected}.", field=path, value=shown)


def clean(value: str) -> str:
    """Without what a database cannot hold: NUL and lone surrogates."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def text(path: str, *, longest: int = LONGEST_TEXT) -> Pick:
    """A text; numbers are taken as their digits; an empty text is "not reported"."""

    def read(raw: Raw, findings: Findings) -> str | None:
        value = dig(raw, path)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise refuse(path, value, "a text")
        if len(value) > longest:
            raise refuse(path, value, f"at most {longest} characters")
        return clean(value) or None

    return read


def identity(path: str) -> Pick:
    """An identifier: a text or a whole number, kept as text."""
    return text(path, longest=LONGEST_ID)


def required(pick: Pick, path: str) -> Pick:
    def read(raw: Raw, findings: Findings) -> Any:
        value = pick(raw, findings)
        if value is None:
            raise refuse(path, dig(raw, path), "a value")
        return value

    return read


def in_years(path: str, value: object, moment: Day) -> Day:
    if moment.year not in YEARS:
        raise refuse(path, value, f"a year from {YEARS.start} to {YEARS.stop - 1}")
    return moment


def when(path: str) -> Pick:
    """A moment in ISO 8601 with its zone, as UTC. A moment without a zone is refused, not guessed."""

    def read(raw: Raw, findings: Findings) -> datetime | None:
        value = dig(raw, path)
        if value is None or value == "":
            return None
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise refuse(path, value, "a moment with a time zone")
            return in_years(path, value, moment.astimezone(UTC))
        except (TypeError, ValueError, OverflowError):
            raise refuse(path, value, "a moment in ISO 8601") from None

    return read


def day(path: str) -> Pick:
    def read(raw: Raw, findings: Findings) -> date | None:
        value = dig(raw, path)
        if value is None or value == "":
            return None
        try:
            return in_years(path, value, date.fromisoformat(value))
        except (TypeError, ValueError):
            raise refuse(path, value, "a date (YYYY-MM-DD)") from None

    return read


def number(path: str) -> Pick:
    def read(raw: Raw, findings: Findings) -> int | None:
        value = dig(raw, path)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_NUMBER:
            raise refuse(path, value, "a whole number below two thousand million")
        return value

    return read


def flag(path: str, *, inverted: bool = False) -> Pick:
    def read(raw: Raw, findings: Findings) -> bool | None:
        value = dig(raw, path)
        if value is None:
            return None
        if not isinstance(value, bool):
            raise refuse(path, value, "true or false")
        return value is not inverted

    return read


def words(path: str, enum: Any, **table: str) -> Pick:
    """Our word for theirs: `words("status", InterviewStatus, scheduled="confirmed booked")`.

    Ours on the left, theirs on the right, separated by spaces. Reads case as it comes.
    """
    theirs: dict[str, str] = {}
    for ours, listed in table.items():
        for word in listed.split():
            if word in theirs:
                raise ValueError(f"{path}: {word!r} is listed twice")
            theirs[word] = enum(ours).value

    read_text = text(path)

    def read(raw: Raw, findings: Findings) -> str | None:
        word = read_text(raw, findings)
        if word is None:
            return None
        if word not in theirs:
            findings.unknown_words.append(UnknownWord(path, word))
        return theirs.get(word)

    return read


def either(*picks: Pick) -> Pick:
    """The first pick that finds something."""

    def read(raw: Raw, findings: Findings) -> Any:
        return next((value for pick in picks if (value := pick(raw, findings)) is not None), None)

    return read


def joined(separator: str, *picks: Pick) -> Pick:
    """What the picks find, put together; None where none finds anything."""

    def read(raw: Raw, findings: Findings) -> str | None:
        found = [value for pick in picks if (value := pick(raw, findings)) is not None]
        return separator.join(found) or None

    return read


def preferred(path: str, value: str, *, marked: str, by: str) -> Pick:
    """`value` of the entry in a list whose `marked` equals `by`, else of the first: e-mails, phones."""

    def read(raw: Raw, findings: Findings) -> str | None:
        found = dig(raw, path)
        if found is not None and not isinstance(found, list):
            raise refuse(path, found, "a list")
        entries = [entry for entry in found or () if isinstance(entry, dict)]
        entries.sort(key=lambda entry: entry.get(marked) != by)
        return next((one for entry in entries if (one := text(value)(entry, findings))), None)

    return read


class Recipe:
    """How one kind of record is read from a raw record: `Recipe("job", remote_id=identity("id"), …)`.

    With `each`, every entry of that list makes a record of its own; its picks reach the raw record around
    it as `^` (`identity("^.id")`). `owned` says that no other raw record can ever make the same record: its
    id holds the id of the one around it.
    """

    def __init__(self, kind: str, *, each: str = "", owned: bool = False, **picks: Pick) -> None:
        self.kind = kind
        self.record = KINDS[kind]
        self.each = each
        self.owned = owned
        self.picks = picks
        unknown = picks.keys() - {known.name for known in fields(self.record)}
        if unknown or "remote_id" not in picks:
            raise TypeError(f"{kind}: no such field {sorted(unknown)}, or no remote_id")

    def read(self, raw: Raw, findings: Findings) -> list[Any]:
        """The records in a raw record; raises BadRecord."""
        if not self.each:
            return [self.read_one(raw, findings)]
        entries = dig(raw, self.each)
        if entries is None:
            return []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise refuse(self.each, entries, "a list of objects")
        return [self.read_one({**entry, "^": raw}, findings) for entry in entries]

    def read_one(self, raw: Raw, findings: Findings) -> Any:
        values = {name: pick(raw, findings) for name, pick in self.picks.items()}
        if values["remote_id"] is None:
            raise refuse("id", None, "an identifier")
        record = self.record(**values)
        check_record(record)
        return record
