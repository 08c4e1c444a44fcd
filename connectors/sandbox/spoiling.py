"""Records that a test has spoiled: fields printed otherwise than the world has them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""As a field's value: the key is left out."""


@dataclass(slots=True)
class Spoils:
    _fields: dict[tuple[str, int | str], dict[str, Any]] = field(default_factory=dict)

    def set(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        """No fields: the record is whole again."""
        if fields:
            self._fields.setdefault((resource, row_id), {}).update(fields)
        else:
            self._fields.pop((resource, row_id), None)

    def apply(
        self,
        resource: str,
        shapes: list[dict[str, Any]],
        row_id: Callable[[dict[str, Any]], int | str] = itemgetter("id"),
    ) -> list[dict[str, Any]]:
        if not self._fields:
            return shapes
        return [self._spoil(resource, row_id(shape), shape) for shape in shapes]

    def _spoil(self, resource: str, row_id: int | str, shape: dict[str, Any]) -> dict[str, Any]:
        fields = self._fields.get((resource, row_id))
        if fields is None:
            return shape
        merged = {**shape, **fields}
        return {key: value for key, value in merged.items() if value is not MISSING}
