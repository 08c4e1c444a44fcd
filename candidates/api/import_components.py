"""The schemas of imports, as JSON Schema."""

from candidates.api.shapes import (
    Schema,
    address,
    body,
    flag,
    listed,
    moment,
    number,
    page,
    record,
    text,
)
from candidates.models import Batch, BatchRow

IMPORT_OPTIONS = {
    "deadline": text(
        "For all who are new; the usual one where nothing is said.", format="date-time"
    ),
    "advance": {"type": "boolean", "default": True, "description": "Invite all who are new."},
}
IMPORTED_ROW = record(
    {
        "row": number("Counted from 1, the header not counted."),
        "outcome": {
            "type": "string",
            "enum": BatchRow.Outcome.values,
            "description": "What became of it.",
        },
        "candidate": address("Who was made, changed or found the same."),
        "errors": listed(
            record({"field": {"type": "string"}, "message": {"type": "string"}}), "What is wrong."
        ),
    }
)
IMPORT = {
    "resource_uri": address("Its own address."),
    "state": {"type": "string", "enum": Batch.State.values, "description": "running: ask again."},
    "problem": text("Why it failed."),
    "total": number("Rows."),
    "done": number("Rows that are done."),
    "counts": {
        "type": "object",
        "additionalProperties": {"type": "integer"},
        "description": "Rows by outcome.",
    },
    "deadline": text("What was asked for.", format="date-time"),
    "advance": flag("What was asked for; null before that.") | {"type": ["boolean", "null"]},
    "created": moment("When it was asked for."),
    "finished": moment("When it ended."),
}
IMPORTS: Schema = {
    "ImportBody": {
        "description": "A list of candidates, an object that holds one, or a form with a file.",
        "oneOf": [
            listed({}, "The candidates, an object each; what is none is an error of its row."),
            body(
                {"candidates": listed({}, "Each as above.")} | IMPORT_OPTIONS,
                "candidates",
            ),
            body(
                {
                    "file": {"type": "string", "description": "CSV, XLSX or JSON."},
                    "columns": text(
                        "A JSON object: by column of the file, the field it holds, or “”."
                    ),
                }
                | IMPORT_OPTIONS,
                "file",
            ),
        ],
    },
    "ImportedRow": IMPORTED_ROW,
    "Import": record(IMPORT | page("ImportedRow")["properties"], "meta", "objects"),
}
