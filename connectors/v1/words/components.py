"""The schemas of words and their meanings, as JSON Schema."""

from connectors.api.components import body, moment, record, text
from connectors.v1.operations.components import number

MEANING = text("What it means here; null: nothing, which keeps the vendor's word beside it.")
WORD = record(
    {
        "resource": {"type": "string", "description": "The vendor's list in which it stands."},
        "path": {"type": "string", "description": "Where it stands in the vendor's record."},
        "field": {"type": "string", "description": "The field of ours that it becomes."},
        "word": {"type": "string", "description": "The vendor's word."},
        "meaning": MEANING,
        "own": {
            "type": "boolean",
            "description": "Whether the account gave it this meaning; else the vendor's file did.",
        },
        "count": number("How many records hold it now."),
        "since": moment("When the first of these was first seen."),
        "valid": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What it may mean.",
        },
    }
)
SCHEMAS = {
    "Word": WORD,
    "WordList": record(
        {
            "result": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Word"},
                "description": "Every word of the vendor in use, or with a meaning of the account's own.",
            }
        }
    ),
    "WordMeaning": body(
        {
            "resource": WORD["properties"]["resource"],
            "path": WORD["properties"]["path"],
            "word": WORD["properties"]["word"],
            "meaning": MEANING,
        }
    ),
}
