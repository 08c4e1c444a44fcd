"""What OpenAPI says of the unified interviews."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from connectors.api.schema import answers, described
from connectors.unified.catalogue import PARAMETERS
from connectors.unified.examples import INTERVIEW, PAGE

TAG = ["Unified interviews"]
LIST_INTERVIEWS = extend_schema(
    operation_id="list_interviews",
    summary="List interviews",
    description="The interviews of one connected account, in one shape whatever the vendor. "
    "The rows are the hub's own, so every filter works for every vendor and reading costs no call "
    "to it. Tombstones and interviews without a start are left out unless asked for. "
    "Paging survives interviews that come while you page.",
    tags=TAG,
    parameters=[each for parameter in PARAMETERS for each in described(parameter)],
    responses=answers(
        "UnifiedInterviewPage", "A page of interviews.", PAGE, 400, 401, 403, 404, 405, 406, 500
    ),
)
READ_INTERVIEW = extend_schema(
    operation_id="read_interview",
    summary="Read one interview",
    description="One interview by the vendor's id, without an envelope. "
    "A tombstone is a 404 unless include_deleted=true.",
    tags=TAG,
    parameters=[
        OpenApiParameter(
            "remote_id",
            OpenApiTypes.STR,
            OpenApiParameter.PATH,
            description="The vendor's id of the interview.",
            examples=[OpenApiExample("id", "9128481")],
        ),
        *(each for parameter in PARAMETERS if parameter.of_one for each in described(parameter)),
    ],
    responses=answers(
        "UnifiedInterview", "The interview.", INTERVIEW, 400, 401, 403, 404, 405, 406, 500
    ),
)
