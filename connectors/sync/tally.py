"""Counts of what a sync did with the records of one list."""

from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Tally:
    """Main records of a list, by what happened to them. `deleted` are tombstones made."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    rejected: int = 0

    def count(self, outcome: str, number: int = 1) -> None:
        setattr(self, outcome, getattr(self, outcome) + number)

    def add(self, other: "Tally") -> None:
        for name, number in asdict(other).items():
            self.count(name, number)

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    def __str__(self) -> str:
        """`read 120 new 3 changed 2 unchanged 115 deleted 0 rejected 0`, as `manage.py sync` prints it."""
        return " ".join(f"{name} {number}" for name, number in asdict(self).items())
