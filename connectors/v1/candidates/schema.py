"""What OpenAPI says of who looks after a candidate."""

from typing import Any

from candidates.statuses import Scope
from connectors.api.chapter import Chapter, number
from connectors.api.schema import IDEMPOTENCY_KEY
from connectors.v1.operations.examples import ID

CANDIDATES = Chapter("Coordinators of candidates", Scope.READ, Scope.WRITE)
AT = number("candidate here, candidate_id elsewhere", 41)
CHOICE: dict[str, Any] = {"candidate": {"coordinator_id": 12}}
ENVELOPE: dict[str, Any] = {
    "candidate": {
        "id": 41,
        "remote_id": "9021",
        "integrated_account_id": ID,
        "coordinator": {"id": 12, "name": "Dora Klein"},
    }
}
READ = CANDIDATES.reading(
    "read_candidate_coordinator",
    "Read who looks after a candidate",
    at=AT,
    of=("CandidateEnvelope", ENVELOPE),
)
ASSIGN = CANDIDATES.asking(
    "assign_candidate",
    "Choose who looks after a candidate",
    "One of the hub's users; null takes the choice back, and whoever arranges the project holds again. Interviews that "
    "nobody else arranges are theirs, too. It is kept in the hub and told to no vendor.",
    at=AT,
    also=[IDEMPOTENCY_KEY],
    takes=("CandidateCoordinator", CHOICE),
    of=("CandidateEnvelope", ENVELOPE),
    about="The candidate with their coordinator.",
)
