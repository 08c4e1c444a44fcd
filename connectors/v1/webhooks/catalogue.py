"""The parameters that the lists take."""

from connectors.api.parameter import NEXT_CURSOR, Parameter, limit
from connectors.models import OutboundDelivery
from connectors.outbound.events import EVENTS, TEST
from connectors.v1.operations.catalogue import SORT

ENDPOINTS = (SORT, limit("endpoints"), NEXT_CURSOR)
DELIVERIES = (
    Parameter(
        name="endpoint_id",
        kind="words",
        description="One or more endpoints, repeated or split by commas.",
        example="7",
    ),
    Parameter(
        name="event",
        kind="words",
        description="One or more events.",
        example="interview.scheduled",
        valid=(*EVENTS, TEST),
    ),
    Parameter(
        name="state",
        kind="words",
        description="One or more states; dead ones were given up and may be replayed.",
        example="dead",
        valid=tuple(OutboundDelivery.State.values),
    ),
    SORT,
    limit("deliveries"),
    NEXT_CURSOR,
)
