"""What may be written at a vendor: which actions, how they are asked for, and why a record may not be written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.paging import Request, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody on the panel: a user of the vendor's, or a guest by e-mail."""

    user_remote_id: str = ""
    email: str = ""


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


def nothing_against(wish: Wish) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Write:
    """One action of a vendor on records of the list `resource`.

    `refused` says in a sentence why a record may not be written, "" if it may as far as is known here.
    `ask` is a question to the vendor about it, and `told` the sentence that its answer means. `made` is the id
    in the answer of an action that makes a record, and `find` asks whether an earlier attempt has made it
    already; the list's records are in its answer, and `found` tells which of them it is. After an action that
    is `final` the record is gone.
    """

    action: str
    resource: str
    request: Callable[[Wish], Request]
    refused: Callable[[Wish], str] = nothing_against
    ask: Callable[[Wish], Request | None] = lambda wish: None
    told: Callable[[Response], str] = lambda response: ""
    check: Callable[[Response], None] = lambda response: None
    made: Callable[[Response], str | None] = lambda response: None
    find: Callable[[Wish], Request] | None = None
    found: Callable[[Wish, Any], bool] = lambda wish, raw: True
    final: bool = False

    @property
    def makes(self) -> bool:
        return self.find is not None
