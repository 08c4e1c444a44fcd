"""What OpenAPI says of interviewers and conflicts."""

from candidates.statuses import Scope
from connectors.api.chapter import Chapter, number
from connectors.v1.interviewers import examples
from connectors.v1.interviewers.catalogue import CONFLICTS, INTERVIEWERS

PLANNING = Chapter("Interviewers and conflicts", Scope.READ, Scope.WRITE)
LIMITED = " A key that is limited to accounts sees who has a user in them, and counts their interviews alone."
INTERVIEWER, CONFLICT = (
    ("Interviewer", examples.INTERVIEWER),
    ("Conflict", examples.CONFLICT),
)
OVERRIDDEN = ("Conflict", examples.OVERRIDDEN)
AT_CONFLICT = number("conflict", 31)
LIST_INTERVIEWERS = PLANNING.listing(
    "list_interviewers",
    "List interviewers with their load",
    "Everybody who interviews, over all systems: how much they have before them, their limits, how they answer and "
    "how long their feedback takes." + LIMITED,
    INTERVIEWERS,
    of=INTERVIEWER,
)
READ_INTERVIEWER = PLANNING.reading(
    "read_interviewer",
    "Read one interviewer",
    "One interviewer with their load." + LIMITED,
    at=number("interviewer", 12),
    of=INTERVIEWER,
)
LIST_CONFLICTS = PLANNING.listing(
    "list_conflicts",
    "List conflicts",
    "What is wrong with somebody's calendar, over all systems. A key that is limited to accounts sees those that are "
    "within them, and none about limits, which count interviews of all accounts.",
    CONFLICTS,
    of=CONFLICT,
)
READ_CONFLICT = PLANNING.reading(
    "read_conflict", "Read one conflict", "A closed one too.", at=AT_CONFLICT, of=CONFLICT
)
OVERRIDE = PLANNING.asking(
    "override_conflict",
    "Say why a conflict is fine",
    "It is open again when its facts change. 409 where it is closed.",
    at=AT_CONFLICT,
    takes=("ConflictOverride", examples.OVERRIDE),
    of=OVERRIDDEN,
)
WITHDRAW = PLANNING.asking(
    "withdraw_override",
    "Take that back",
    "It is open again. 409 where it is closed.",
    at=AT_CONFLICT,
    of=CONFLICT,
)
