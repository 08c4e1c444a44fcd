"""Pieces of JSON Schema, and the shape of errors."""

from typing import Any

from candidates.problems import EXTRAS, REMOTE_EXTRAS

TEXT = {"type": ["string", "null"]}
MOMENT = {"type": ["string", "null"], "format": "date-time"}


def text(description: str) -> dict[str, Any]:
    return TEXT | {"description": description}


def moment(description: str) -> dict[str, Any]:
    return MOMENT | {"description": description}


def one_of(words: list[str], description: str) -> dict[str, Any]:
    return TEXT | {"enum": [*words, None], "description": description}


def record(fields: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required}


def body(fields: dict[str, Any], *optional: str) -> dict[str, Any]:
    """What is sent; a field that is not listed is refused."""
    return record(fields, *optional) | {"additionalProperties": False}


FAILURE = record(
    {
        "parameter": {"type": "string", "description": "The parameter or field at fault."},
        "message": {"type": "string", "description": "What is wrong with it, as a sentence."},
        "value": {"type": "string", "description": "What was given."},
        "valid": {"type": "array", "items": {"type": "string"}, "description": "What would do."},
    },
    "value",
    "valid",
)
DIFFERENCE = record(
    {
        "base": {"description": "The value in the version that you have seen."},
        "yours": {"description": "The value that you want."},
        "theirs": {"description": "The value as it is now."},
    }
)
ERROR = record(
    {
        "statusCode": {"type": "integer", "description": "The HTTP status."},
        "error": {"type": "string", "description": "Its name."},
        "message": {"type": "string", "description": "What is wrong, for a person to read."},
        "details": record(
            {
                "failures": {"type": "array", "items": FAILURE},
                "version": {"type": "integer", "description": "412: the record's version now."},
                "fields": {
                    "type": "object",
                    "additionalProperties": DIFFERENCE,
                    "description": "412: what differs, by field.",
                },
                "allowed": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "409: what the vendor takes of this record instead.",
                },
            },
            "failures",
            "version",
            "fields",
            "allowed",
        ),
        **EXTRAS,
        **REMOTE_EXTRAS,
    },
    "details",
    *REMOTE_EXTRAS,
)
