"""What OpenAPI says of the hub's own interviews."""

from candidates.statuses import Scope
from connectors.api.chapter import Chapter, Documented, Shown, number
from connectors.api.schema import IDEMPOTENCY_KEY, WRITE_HEADERS
from connectors.api.writes import EXAMPLE as WRITE_EXAMPLE
from connectors.v1.interviews import examples
from connectors.v1.interviews.catalogue import OF_ONE, PARAMETERS

INTERVIEWS = Chapter("Interviews", Scope.READ, Scope.WRITE)
ID = number("interview here, hub_id in the unified API", 27)
SENT = (
    " It is written back to the vendor: the answer is 202 with the state of the write, and a GET of the interview "
    "or of the address in Location tells what became of it. 409 where the vendor takes no such change of it, with the "
    "reason."
)
LIST = INTERVIEWS.listing(
    "list_hub_interviews",
    "List interviews of all accounts",
    "Every interview that the key may see, whatever the vendor, with the numbers that the hub gives.",
    PARAMETERS,
    of=("Interview", examples.ENVELOPE),
    page=examples.PAGE,
)
READ = INTERVIEWS.reading(
    "read_hub_interview",
    "Read one interview of any account",
    "One interview with what is asked of its vendor.",
    at=ID,
    of=("InterviewEnvelope", examples.ENVELOPE),
    parameters=OF_ONE,
)


def asking(name: str, summary: str, description: str, takes: Shown | None = None) -> Documented:
    return INTERVIEWS.asking(
        name,
        summary,
        description + SENT,
        at=ID,
        also=WRITE_HEADERS,
        takes=takes,
        of=("InterviewAsked", examples.ASKED),
        about="It is asked for.",
        errors=(412,),
        success=202,
    )


CHANGE = asking(
    "change_interview",
    "Update an interview",
    "Another time, place, kind, interviewer or interviewee: whatever of it the vendor takes.",
    ("InterviewChange", examples.CHANGE),
)
AMEND = asking(
    "amend_interview",
    "Propose another time",
    "The time stays as it is until the other side accepts the proposal.",
    ("InterviewProposal", examples.PROPOSAL),
)
ACCEPT = asking("accept_interview", "Accept an interview", "The time, or what is proposed.")
REJECT = asking("reject_interview", "Reject an interview", "For good, as far as is known.")
CANCEL = asking("cancel_interview", "Cancel an interview", "It stays here as a record.")
ASSIGN = INTERVIEWS.asking(
    "assign_interview",
    "Choose who arranges an interview",
    "One of the hub's users, as coordinator of the interview; null takes the choice back, and whoever organizes it at "
    "the vendor, looks after the candidate or arranges the project holds again. It is kept in the hub and told to no "
    "vendor.",
    at=ID,
    also=[IDEMPOTENCY_KEY],
    takes=("InterviewCoordinator", examples.COORDINATOR),
    of=("InterviewEnvelope", examples.ENVELOPE),
    about="The interview with its coordinator.",
)
READ_WRITE = INTERVIEWS.reading(
    "read_write",
    "Read one write",
    "What became of something that was asked of a vendor.",
    at=number("write", 9),
    of=("Write", WRITE_EXAMPLE),
)
