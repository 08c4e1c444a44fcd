"""From a row to the values of a candidate, with a sentence for everything that is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from candidates.names import split_name
from candidates.times import zone_called

Told = dict[str, str]
LONGEST = {
    "first_name": 300,
    "last_name": 300,
    "name": 600,
    "username": 150,
    "phone": 80,
    "address": 2_000,
    "language": 8,
    "time_zone": 64,
}
MR, MRS = "mr", "mrs"
GENDERS = {
    "mr": MR, "m": MR, "male": MR, "man": MR, "herr": MR, "männlich": MR, "남": MR, "남성": MR, "남자": MR,
    "mrs": MRS, "ms": MRS, "f": MRS, "w": MRS, "female": MRS, "woman": MRS, "frau": MRS, "weiblich": MRS, "여": MRS,
    "여성": MRS, "여자": MRS,
}  # fmt: skip


class Unfit(Exception):
    """A sentence about one value."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a row means. Values that were not given are not there; `email` is as written, `key` is its normal form."""

    values: dict[str, Any]
    deadline: datetime | None
    told: list[Told]

    @property
    def key(self) -> str:
        return normal(self.values.get("email"))


def normal(email: str | None) -> str:
    """The same for the same mailbox."""
    return (email or "").strip().lower()


def read_row(given: Mapping[str, Any], columns: Mapping[str, str]) -> Read:
    """`columns` is `{column: field}`; the other columns are not looked at."""
    values: dict[str, Any] = {}
    told: list[Told] = []
    for column, name in columns.items():
        try:
            value = READERS[name](name, written(given.get(column)))
        except Unfit as problem:
            told.append({"field": name, "message": str(problem)})
        else:
            if value is not None:
                values[name] = value
    if "email" not in values and not any(one["field"] == "email" for one in told):
        told.append({"field": "email", "message": gettext("There is no e-mail address.")})
    deadline = values.pop("deadline", None)
    return Read(with_split_name(values), deadline, told)


def with_split_name(values: dict[str, Any]) -> dict[str, Any]:
    """First and last name where they stand by themselves count more than a whole one."""
    whole = values.pop("name", None)
    if whole and not {"first_name", "last_name"} & values.keys():
        first, last = split_name(whole)
        values |= {"first_name": first} | ({"last_name": last} if last else {})
    return values


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unfit(gettext("This must be a text."))
    return str(value).strip()


def a_text(name: str, value: str) -> str | None:
    longest = LONGEST[name]
    if len(value) > longest:
        raise Unfit(
            gettext("This may have at most %(most)d characters, not %(number)d.")
            % {"most": longest, "number": len(value)}
        )
    return value or None


def an_email(_name: str, value: str) -> str | None:
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise Unfit(gettext("“%s” is not an e-mail address.") % value[:80]) from None
    return value or None


def a_gender(_name: str, value: str) -> str | None:
    word = value.casefold().rstrip(".")
    if word and word not in GENDERS:
        raise Unfit(gettext("“%s” is none of mr, mrs.") % value[:80])
    return GENDERS.get(word)


def a_zone(_name: str, value: str) -> str | None:
    if value and zone_called(value) is None:
        raise Unfit(
            gettext("There is no time zone “%(name)s”. Write it like Europe/Berlin.")
            % {"name": value[:80]}
        )
    return value or None


def a_deadline(_name: str, value: str) -> datetime | None:
    return moment_in(value) if value else None


def moment_in(value: str) -> datetime:
    """ISO 8601 with a zone. Raises Unfit."""
    try:
        found = parse_datetime(value)
        if found is not None and found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unfit(
        gettext("“%s” is no moment with a time zone. Write it like 2026-12-31T23:59+01:00.")
        % value[:80]
    )


READERS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(LONGEST, a_text),
    "email": an_email,
    "gender": a_gender,
    "time_zone": a_zone,
    "deadline": a_deadline,
}
