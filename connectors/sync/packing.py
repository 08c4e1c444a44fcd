"""A raw record as it is kept and compared: one text for equal records."""

from hashlib import blake2b
from typing import Any

import msgspec

CANONICAL = msgspec.json.Encoder(order="sorted")
DEEPEST = 100


def pack(raw: Any) -> bytes:
    """Equal for equal records, whatever the order of their keys."""
    try:
        packed = dumped(raw)
    except RecursionError:
        return dumped(cut(raw))
    return dumped(cut(raw)) if may_be_deep(packed) else packed


def dumped(raw: Any) -> bytes:
    return CANONICAL.encode(raw)


def may_be_deep(packed: bytes) -> bool:
    return packed.count(b"[") + packed.count(b"{") > DEEPEST


def cut(raw: Any, depth: int = DEEPEST) -> Any:
    """The same record, as deep as anybody can read and write it again."""
    if not isinstance(raw, dict | list):
        return raw
    if not depth:
        return "(nested too deeply)"
    if isinstance(raw, list):
        return [cut(value, depth - 1) for value in raw]
    return {name: cut(value, depth - 1) for name, value in raw.items()}


def digest_of(mapping: str, packed: bytes) -> str:
    """Of the raw record and the mapping that reads it: equal means that nothing can have changed."""
    return blake2b(packed, digest_size=16, key=mapping.encode()).hexdigest()
