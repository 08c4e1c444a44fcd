"""What schemas of this API are put together from."""

from typing import Any

Schema = dict[str, Any]


def text(description: str, **more: Any) -> Schema:
    return {"type": ["string", "null"], "description": description} | more


def moment(description: str) -> Schema:
    return text(f"{description} UTC, to the second.", format="date-time")


def address(description: str) -> Schema:
    return text(description, format="uri")


def number(description: str, **more: Any) -> Schema:
    return {"type": "integer", "description": description} | more


def flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def listed(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def record(fields: Schema, *optional: str) -> Schema:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required}


def body(fields: Schema, *required: str) -> Schema:
    """A field that is not listed is refused."""
    told = {"type": "object", "properties": fields, "required": list(required)}
    return told | {"additionalProperties": False}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def page(name: str) -> Schema:
    links = {"previous": address("The page before."), "next": address("The page after.")}
    meta = record({"total_count": number("How many there are on all pages.")} | links)
    return record({"meta": meta, "objects": listed(ref(name), "The page.")})
