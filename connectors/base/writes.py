"""What may be written at a vendor: which actions, how they are asked for, and why a record may not be written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from connectors.paging import Request, Response


class Told(StrEnum):
    """Whom the vendor tells of an action by itself."""

    NOBODY = "nobody"
    CANDIDATE = "candidate"
    UNDOCUMENTED = "undocumented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody on the panel: a user of the vendor's, or a guest by e-mail. `answer` is the vendor's word for what
    they have answered already, "" for who is new.
    """

    user_remote_id: str = ""
    email: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to be written, in plain values; what is not wanted is None.

    `remote_id` is the vendor's id of the record that is changed, `row` what the hub knows of it
    (`{column: value}`), `raw` the vendor's record as it was read last. `key` names the wish itself and is the
    same at every attempt. `options` are the account's.
    """

    action: str
    key: str
    options: Mapping[str, Any]
    remote_id: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)
    raw: Mapping[str, Any] = field(default_factory=dict)
    application_remote_id: str | None = None
    slot_remote_id: str | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    location: str | None = None
    meeting_url: str | None = None
    kind: str | None = None
    seats: tuple[Seat, ...] | None = None
    deadline: datetime | None = None


WRITTEN = ("start_at", "end_at", "location", "meeting_url", "kind", "deadline")


def stands(wish: Wish, values: Mapping[str, Any]) -> bool:
    """Whether the record holds them; moments to the second, which is all that vendors keep."""
    return all(to_the_second(wish.row.get(name)) == to_the_second(values[name]) for name in values)


def to_the_second(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def has_status(*words: str) -> Callable[[Wish], bool]:
    """The vendor's words."""
    return lambda wish: wish.row.get("vendor_status") in words


def nothing_against(wish: Wish) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Write:
    """One action of a vendor on records of the list `resource`.

    `refused` says in a sentence why a record may not be written, "" if it may as far as is known here; `lacking`
    what is missing in the wish itself.
    `ask` is a question to the vendor about it, and `told` the sentence that its answer means. `made` is the id
    in the answer of an action that makes a record, and `find` asks whether an earlier attempt has made it
    already; the list's records are in its answer, and `found` tells which of them it is. After an action that
    is `final` the record is gone.

    `takes` are the fields that it writes, of which a new record can do without `optional`. `done` tells of the record
    as it is now (`wish.row`) whether an earlier attempt has done it; where nothing is said, the fields that are
    wanted must stand in it. What is `traceless` leaves no trace in the record, and is not sent twice. `tells` says
    whom the vendor tells of it.
    """

    action: str
    resource: str
    request: Callable[[Wish], Request]
    refused: Callable[[Wish], str] = nothing_against
    lacking: Callable[[Wish], str] = nothing_against
    ask: Callable[[Wish], Request | None] = lambda wish: None
    told: Callable[[Response], str] = lambda response: ""
    check: Callable[[Response], None] = lambda response: None
    made: Callable[[Response], str | None] = lambda response: None
    find: Callable[[Wish], Request] | None = None
    found: Callable[[Wish, Any], bool] = lambda wish, raw: True
    takes: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    done: Callable[[Wish], bool] | None = None
    final: bool = False
    traceless: bool = False
    tells: Told = Told.UNDOCUMENTED

    @property
    def makes(self) -> bool:
        return self.find is not None

    @property
    def ends(self) -> bool:
        """Whether nothing is left to do where the record is gone."""
        return self.final or self.action == "cancel"

    def wanted(self, wish: Wish) -> dict[str, Any]:
        """`{field: value}` of what is to stand in the record."""
        given = {name: getattr(wish, name) for name in self.takes if name in WRITTEN}
        return {name: value for name, value in given.items() if value is not None}

    def is_done(self, wish: Wish) -> bool:
        if self.done is not None:
            return self.done(wish)
        values = self.wanted(wish)
        return bool(values) and stands(wish, values)
