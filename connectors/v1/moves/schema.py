"""What OpenAPI says of a candidate's moves."""

from typing import Any

from candidates.statuses import Scope
from connectors.api.chapter import Chapter, number
from connectors.api.schema import WRITE_HEADERS
from connectors.v1.operations.examples import ID

MOVING = Chapter("Moves of candidates", Scope.READ, Scope.WRITE)
EXAMPLE: dict[str, Any] = {
    "candidate_id": 41,
    "remote_id": "9021",
    "integrated_account_id": ID,
    "status": "new",
    "vendor_status": "new",
    "deadline": None,
    "version": 3,
    "moves": [
        {"name": "advance", "target": "invited", "blocked": None},
        {
            "name": "remind",
            "target": None,
            "blocked": "Only candidates who are invited or confirmed are reminded, this one is new.",
        },
    ],
    "asked": None,
}
MOVE: dict[str, Any] = {"name": "advance"}
AT = number("candidate here, candidate_id elsewhere", 41)
READ_MOVES = MOVING.reading(
    "read_candidate_moves",
    "Read where a candidate may go",
    "Every move with the reason of each one that is blocked.",
    at=AT,
    of=("CandidateMoves", EXAMPLE),
)
MAKE_MOVE = MOVING.asking(
    "move_candidate",
    "Move a candidate",
    "Done at once where the hub keeps them; at a vendor it is asked for, and asked says what became of it. 409 with "
    "the reason where it is blocked, and with what is possible instead in details.allowed.",
    at=AT,
    also=WRITE_HEADERS,
    takes=("CandidateMove", MOVE),
    of=("CandidateMoves", EXAMPLE),
    about="It is done, or asked for.",
    success=202,
    errors=(412,),
)
