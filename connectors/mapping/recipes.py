"""Recipes: which pick fills which field of a record of ours. A misspelt field fails when the file is imported."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from connectors.kinds import KINDS, check_record
from connectors.mapping.picks import Findings, Pick, Raw, refuse
from connectors.paths import dig

Entries = Callable[[Raw], list[dict[str, Any]]]
AROUND = "^"
INSIDE = "[]."


class Recipe:
    """How one kind of record is read from a raw record: `Recipe("job", remote_id=identity("id"), …)`.

    With `each`, every entry of that list makes a record of its own, or the one object that stands there; its
    picks reach what is around it as `^` (`identity("^.id")`). `each="events[].people"` goes through two lists;
    a function gives entries that stand in no list. `owned` says that no other raw record can ever make the
    same record: its id holds the id of the one around it. `only` tells the raw records that make any.
    """

    def __init__(
        self,
        kind: str,
        /,
        *,
        each: str | Entries = "",
        owned: bool = False,
        only: Callable[[Raw], bool] | None = None,
        **picks: Pick,
    ) -> None:
        self.kind = kind
        self.record = KINDS[kind]
        self.each = each
        self.owned = owned
        self.only = only
        self.picks = picks
        self.reads = tuple((name, pick.read) for name, pick in picks.items())
        unknown = picks.keys() - {known.name for known in fields(self.record)}
        if unknown or "remote_id" not in picks:
            raise TypeError(f"{kind}: no such field {sorted(unknown)}, or no remote_id")

    def read(self, raw: Raw, findings: Findings) -> list[Any]:
        """The records in a raw record; raises BadRecord."""
        if self.only is not None and not self.only(raw):
            return []
        if not self.each:
            return [self.read_one(raw, findings)]
        return [self.read_one(entry, findings) for entry in self.entries(raw)]

    def entries(self, raw: Raw) -> Iterator[Raw]:
        """What makes a record each, with the raw record around it."""
        if callable(self.each):
            for entry in self.each(raw):
                yield {**entry, AROUND: raw}
        else:
            yield from inside(raw, self.each)

    def read_one(self, raw: Raw, findings: Findings) -> Any:
        values = {name: read(raw, findings) for name, read in self.reads}
        if values["remote_id"] is None:
            raise refuse("id", None, "an identifier")
        record = self.record(**values)
        check_record(record)
        return record


def inside(raw: Raw, path: str) -> Iterator[Raw]:
    here, _, deeper = path.partition(INSIDE)
    found = dig(raw, here)
    if found is None:
        return
    entries = [found] if isinstance(found, dict) else found
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refuse(here, found, "a list of objects")
    for entry in entries:
        around = {**entry, AROUND: raw}
        if deeper:
            yield from inside(around, deeper)
        else:
            yield around
