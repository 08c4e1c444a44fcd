from bisect import insort
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Identified(Protocol):
    id: int


Row = TypeVar("Row", bound=Identified)


class Table(Generic[Row]):
    """Rows by id, walked in ascending order of id without sorting on every request."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._ids: list[int] = []
        self.newest_id = 0
        """The highest that ever was: no id is given twice, also not a deleted row's."""

    def add(self, row: Row) -> Row:
        if row.id not in self._rows:
            if not self._ids or row.id > self._ids[-1]:
                self._ids.append(row.id)
            else:
                insort(self._ids, row.id)
        self._rows[row.id] = row
        self.newest_id = max(self.newest_id, row.id)
        return row

    def remove(self, row_id: int) -> Row:
        row = self._rows.pop(row_id)
        self._ids.remove(row_id)
        return row

    def get(self, row_id: int) -> Row | None:
        return self._rows.get(row_id)

    def __getitem__(self, row_id: int) -> Row:
        return self._rows[row_id]

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return map(self._rows.__getitem__, self._ids)
