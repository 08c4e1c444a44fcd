"""The schemas of a candidate's moves, as JSON Schema."""

from candidates.statuses import CandidateStatus
from connectors.api.components import body, moment, one_of, record, text
from connectors.models import WriteBack
from connectors.v1.operations.components import number, word

NAMES = ("advance", "skip", "set_deadline", "remind")
NAME = word(list(NAMES), "The move.")
MOVE = record(
    {
        "name": NAME,
        "target": one_of(
            CandidateStatus.values, "The status that it leads to; null where it stays."
        ),
        "blocked": text("Why it is not possible now, in English; null if it is."),
    }
)
ASKED = record(
    {
        "name": NAME,
        "state": word(WriteBack.State.values, "queued until the vendor has answered."),
        "asked_at": moment("When it was asked for."),
        "problem": text("What stands against it."),
    }
) | {
    "type": ["object", "null"],
    "description": "The last move that was asked of the vendor who keeps them.",
}
SCHEMAS = {
    "CandidateMoves": record(
        {
            "candidate_id": number("The candidate's number here."),
            "remote_id": text("The vendor's id of the candidate."),
            "integrated_account_id": text("The account; null for who was added in the hub."),
            "status": one_of(
                CandidateStatus.values, "As of now; null where a vendor governs no status."
            ),
            "vendor_status": text("The vendor's own word."),
            "deadline": moment("Until when they may finish."),
            "version": number("Send it back as If-Match, and nobody is overtaken."),
            "moves": {
                "type": "array",
                "items": MOVE,
                "description": "Every move that a project manager ever makes, or that the vendor takes from the hub.",
            },
            "asked": ASKED,
        }
    ),
    "CandidateMove": body(
        {
            "name": NAME,
            "deadline": {
                "type": "string",
                "format": "date-time",
                "description": "With set_deadline, and only with that: the new one.",
            },
        },
        "deadline",
    ),
}
