"""Picks: each reads one value out of a vendor's record, and can say where it looked and what it did.

What cannot be read raises `BadRecord` naming field and value; a word that is not in a table becomes None and
is told in `Findings`, never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any, TypeVar

from django.utils.translation import gettext_noop

from connectors.errors import BadRecord
from connectors.paths import at

Raw = Mapping[str, Any]
Day = TypeVar("Day", date, datetime)
LONGEST_ID = 200
LONGEST_TEXT = 500
SHOWN = 200
LARGEST_NUMBER = 2**31 - 1
YEARS = range(2, 9999)  # the first and the last have moments that other time zones cannot tell
NO_WORDS: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the vendor that the table at `field` does not have."""

    field: str
    word: str


@dataclass(slots=True)
class Findings:
    """What comes up while a record is read, and what is known of it from outside.

    `own_words` are an account's own meanings, `{path: {their word: ours}}`; they go before the vendor
    file's table. `at` is the moment of reading, for statuses that follow the clock.
    """

    unknown_words: list[UnknownWord] = field(default_factory=list)
    own_words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NO_WORDS)
    at: datetime | None = None


Read = Callable[[Raw, Findings], Any]


@dataclass(frozen=True, slots=True)
class Pick:
    """How one value is read: `paths` are where it stands in the vendor's record, `rule` what is done with it,
    in words. `table` is that of a pick that translates words; `inferred` says that the vendor does not state
    the value and the hub concludes it.
    """

    read: Read
    paths: tuple[str, ...]
    rule: str
    table: Mapping[str, str] | None = None
    choices: tuple[str, ...] = ()
    inferred: bool = False

    def __call__(self, raw: Raw, findings: Findings) -> Any:
        return self.read(raw, findings)


def refuse(path: str, value: object, expected: str) -> BadRecord:
    shown = repr(value)[:SHOWN]
    return BadRecord(f"{path} is {shown}, expected {expected}.", field=path, value=shown)


def clean(value: str) -> str:
    """Without what a database cannot hold: NUL and lone surrogates."""
    if value.isascii() and "\x00" not in value:
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def text(path: str, *, longest: int = LONGEST_TEXT) -> Pick:
    """A text; numbers are taken as their digits; an empty text is "not reported"."""

    find = at(path)

    def read(raw: Raw, findings: Findings) -> str | None:
        value = find(raw)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise refuse(path, value, "a text")
        if len(value) > longest:
            raise refuse(path, value, f"at most {longest} characters")
        return clean(value) or None

    return Pick(read, (path,), gettext_noop("as it is"))


def link(path: str, *, longest: int = LONGEST_TEXT) -> Pick:
    """A text that is a web address; any other text is none."""
    read_text = text(path, longest=longest).read

    def read(raw: Raw, findings: Findings) -> str | None:
        value: str | None = read_text(raw, findings)
        return value if value and value.startswith(("https://", "http://")) else None

    return Pick(read, (path,), gettext_noop("as it is, where it is a web address"))


def identity(path: str) -> Pick:
    """An identifier: a text or a whole number, kept as text."""
    return text(path, longest=LONGEST_ID)


def in_years(path: str, value: object, moment: Day) -> Day:
    if moment.year not in YEARS:
        raise refuse(path, value, f"a year from {YEARS.start} to {YEARS.stop - 1}")
    return moment


def when(path: str, *, zone: tzinfo | None = None) -> Pick:
    """A moment in ISO 8601, as UTC. One that names no zone is refused, not guessed, unless the vendor is known
    to mean `zone`.
    """

    find = at(path)

    def read(raw: Raw, findings: Findings) -> datetime | None:
        value = find(raw)
        if value is None or value == "":
            return None
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                if zone is None:
                    raise refuse(path, value, "a moment with a time zone")
                moment = moment.replace(tzinfo=zone)
            return in_years(path, value, moment.astimezone(UTC))
        except (TypeError, ValueError, OverflowError):
            raise refuse(path, value, "a moment in ISO 8601") from None

    return Pick(
        read,
        (path,),
        f"a moment; in {zone} where it names no zone" if zone else gettext_noop("a moment"),
    )


def epoch(path: str, *, per_second: int = 1000) -> Pick:
    """A moment as a number since 1970: milliseconds, or `per_second=1` for seconds."""

    find = at(path)

    def read(raw: Raw, findings: Findings) -> datetime | None:
        value = find(raw)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise refuse(path, value, "a moment as a number since 1970")
        try:
            return in_years(path, value, datetime.fromtimestamp(value / per_second, UTC))
        except (ValueError, OverflowError, OSError):
            raise refuse(path, value, "a moment that a calendar has") from None

    return Pick(read, (path,), gettext_noop("a moment, counted since 1970"))


def day(path: str) -> Pick:
    find = at(path)

    def read(raw: Raw, findings: Findings) -> date | None:
        value = find(raw)
        if value is None or value == "":
            return None
        try:
            return in_years(path, value, date.fromisoformat(value))
        except (TypeError, ValueError):
            raise refuse(path, value, "a date (YYYY-MM-DD)") from None

    return Pick(read, (path,), gettext_noop("a date"))


def number(path: str) -> Pick:
    find = at(path)

    def read(raw: Raw, findings: Findings) -> int | None:
        value = find(raw)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_NUMBER:
            raise refuse(path, value, "a whole number below two thousand million")
        return value

    return Pick(read, (path,), gettext_noop("a number"))


def flag(path: str, *, inverted: bool = False) -> Pick:
    find = at(path)

    def read(raw: Raw, findings: Findings) -> bool | None:
        value = find(raw)
        if value is None:
            return None
        if not isinstance(value, bool):
            raise refuse(path, value, "true or false")
        return value is not inverted

    return Pick(
        read,
        (path,),
        gettext_noop("the opposite of it") if inverted else gettext_noop("true or false"),
    )


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

    read_text = text(path).read

    def read(raw: Raw, findings: Findings) -> str | None:
        word = read_text(raw, findings)
        if word is None:
            return None
        own = findings.own_words.get(path)
        if own is not None and word in own:
            return own[word] or None
        if word not in theirs:
            findings.unknown_words.append(UnknownWord(path, word))
        return theirs.get(word)

    return Pick(
        read, (path,), gettext_noop("our word for the vendor's"), theirs, tuple(enum.values)
    )


def either(*picks: Pick) -> Pick:
    """The first pick that finds something."""
    reads = tuple(pick.read for pick in picks)

    def read(raw: Raw, findings: Findings) -> Any:
        return next((value for one in reads if (value := one(raw, findings)) is not None), None)

    return Pick(read, paths_of(picks), gettext_noop("the first of these that is reported"))


def joined(separator: str, *picks: Pick) -> Pick:
    """What the picks find, put together; None where none finds anything."""
    reads = tuple(pick.read for pick in picks)

    def read(raw: Raw, findings: Findings) -> str | None:
        found = [value for one in reads if (value := one(raw, findings)) is not None]
        return separator.join(found) or None

    return Pick(read, paths_of(picks), f"put together with “{separator}”")


def preferred(path: str, value: str, *, marked: str, by: str) -> Pick:
    """`value` of the entry in a list whose `marked` equals `by`, else of the first: e-mails, phones."""
    read_value = text(value).read

    find = at(path)

    def read(raw: Raw, findings: Findings) -> str | None:
        found = find(raw)
        if found is not None and not isinstance(found, list):
            raise refuse(path, found, "a list")
        entries = [entry for entry in found or () if isinstance(entry, dict)]
        entries.sort(key=lambda entry: entry.get(marked) != by)
        return next((one for entry in entries if (one := read_value(entry, findings))), None)

    return Pick(read, (path,), f"{value} of the one whose {marked} is “{by}”, else of the first")


def derived(rule: str, read: Read, *paths: str, inferred: bool = False) -> Pick:
    """What no other pick can do: a plain function `(raw, findings) -> value`, with a sentence that says what
    it does and the paths that it reads. `inferred` if the vendor does not state the value.
    """
    return Pick(read, paths, rule, inferred=inferred)


def paths_of(picks: tuple[Pick, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for pick in picks for path in pick.paths))
