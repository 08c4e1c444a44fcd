"""Pages as JSON text. The vendor's raw records are JSON already and are put in as they are."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from connectors.api.params import BadParameters, refused
from connectors.json_values import dump
from connectors.selectors.unified_interviews import unified
from connectors.unified.as_of import Past
from connectors.unified.selection import Found, Ready, Shape

NOTHING = b"null"


def page_text(found: Found | Ready) -> bytes:
    if isinstance(found, Ready):
        return enclosed(f"[{','.join(found.texts)}]".encode(), found.next_cursor)
    names = keys_of(found, found.shape.key_by) if found.shape.key_by else None
    return page_text_of(pieces_of(found), names, found.page.next_cursor, found.past)


def page_text_of(
    pieces: Iterable[bytes],
    names: Iterable[str] | None,
    next_cursor: str | None,
    past: Past | None = None,
) -> bytes:
    """`{"result": […], "next_cursor": …}`, or an object of results where they are keyed by `names`."""
    if names is None:
        return enclosed(b"[" + b",".join(pieces) + b"]", next_cursor, past)
    pairs = (dump(name) + b":" + piece for name, piece in zip(names, pieces, strict=True))
    return enclosed(b"{" + b",".join(pairs) + b"}", next_cursor, past)


def enclosed(result: bytes, next_cursor: str | None, past: Past | None = None) -> bytes:
    also = b',"as_of":' + dump(past.told()) if past else b""
    return b'{"result":' + result + b',"next_cursor":' + dump(next_cursor) + also + b"}"


def one_text(found: Found) -> bytes:
    return next(pieces_of(found))


def pieces_of(found: Found) -> Iterator[bytes]:
    shape = found.shape
    for row in found.page.rows:
        raw = found.raw.get(row.id, NOTHING)
        if shape.format == "raw":
            yield raw
        else:
            yield record_text(unified(row, found.account, personal=shape.personal), raw, shape)


def record_text(fields: Mapping[str, Any], raw: bytes, shape: Shape) -> bytes:
    """One record with the fields that are wanted, and the vendor's own where it is."""
    text = dump({name: fields[name] for name in fields if name not in shape.excluded})
    if not shape.remote_data:
        return text
    comma = b"," if len(text) > len("{}") else b""
    return text[:-1] + comma + b'"remote_data":' + raw + b"}"


def keys_of(found: Found, field: str) -> list[str]:
    rows = (unified(row, found.account, personal=False) for row in found.page.rows)
    return unique_names(rows, field, one="interview", several="interviews")


def unique_names(
    rows: Iterable[Mapping[str, Any]], field: str, *, one: str, several: str
) -> list[str]:
    """The values of one field as unique keys. Raises BadParameters where that would lose a record."""
    values = [row.get(field) for row in rows]
    names = [value if isinstance(value, str) else json.dumps(value) for value in values]
    if None in values:
        why = f"not every {one} of this page has a value in {field}."
    elif len(set(names)) < len(names):
        why = f"several {several} of this page share a value in {field}, and only one of them could be shown."
    else:
        return names
    raise BadParameters([refused("truto_key_by", f"{why} Use id or hub_id.", field)])
