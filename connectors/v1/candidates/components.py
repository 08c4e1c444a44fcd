"""The schemas of who looks after a candidate, as JSON Schema."""

from connectors.api.components import body, record, text
from connectors.v1.interviews.components import COLLEAGUE, COORDINATOR, component, maybe
from connectors.v1.operations.components import number

SCHEMAS = {
    "CandidateCoordinator": body({"candidate": COORDINATOR}),
    "CandidateEnvelope": record({"candidate": component("CoordinatedCandidate")}),
    "CoordinatedCandidate": record(
        {
            "id": number("The candidate's number here."),
            "remote_id": text("The vendor's id of the candidate."),
            "integrated_account_id": text("The account; null for who was added in the hub."),
            "coordinator": maybe(
                COLLEAGUE,
                "Who of the hub's users looks after them: chosen here, else the project's.",
            ),
        }
    ),
}
