"""v1's writes of scheduled interviews: POST and PATCH below /v2, DELETE below /v1."""

from connectors.sandbox.greenhouse import v1_shapes, writing
from connectors.sandbox.greenhouse.errors import Refusal, v1_error, v1_invalid
from connectors.sandbox.greenhouse.payloads import json_body
from connectors.sandbox.greenhouse.records import Interview, User
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.wire import Request, Response, json_response


def write(world: World, request: Request, version: str, parts: list[str]) -> Response:
    match request.method, version, parts:
        case "POST", "v2", ["scheduled_interviews"]:
            user = on_behalf_of(world, request)
            created = writing.create(world, writing.V1_FIELDS, json_body(request), user)
            return json_response(v1_shapes.scheduled_interview(created), 201)
        case "PATCH", "v2", ["scheduled_interviews", row_id]:
            on_behalf_of(world, request)
            interview = _changeable(world, row_id)
            writing.change(world, writing.V1_FIELDS, interview, json_body(request))
            return json_response(v1_shapes.scheduled_interview(interview))
        case "DELETE", "v1", ["scheduled_interviews", row_id]:
            on_behalf_of(world, request)
            interview = _changeable(world, row_id)
            world.delete_interview(interview.id)
            return json_response({"message": f"Interview {interview.id} has been deleted."})
        case "DELETE", "v1", ["candidates", row_id]:
            on_behalf_of(world, request)
            if not row_id.isdigit() or int(row_id) not in world.candidates:
                return v1_error(404)
            world.delete_candidate(int(row_id))
            return json_response({"message": f"Person {row_id} has been deleted."})
    return v1_error(404)


def on_behalf_of(world: World, request: Request) -> User:
    """Every write names a user. What v1 says where the header is missing is unconfirmed."""
    text = request.headers.get("on-behalf-of", "")
    if not text:
        raise Refusal(v1_invalid("Missing required header: On-Behalf-Of", "On-Behalf-Of"))
    user = world.users.get(int(text)) if text.isdigit() else None
    if user is None:
        raise Refusal(v1_error(404))
    return user


def _changeable(world: World, row_id: str) -> Interview:
    interview = world.interviews.get(int(row_id)) if row_id.isdigit() else None
    if interview is None or not interview.shown_in_v1:
        raise Refusal(v1_error(404))
    if not interview.through_api or not writing.may_change(interview):
        refusal = v1_invalid("Only open interviews created through Harvest can be changed", "id")
        status = world.switches.refusal_status
        raise Refusal(refusal if status == 422 else v1_error(status))
    return interview
