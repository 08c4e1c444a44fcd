"""POST, PATCH and DELETE of v3 interviews. Their bodies are unconfirmed: by analogy with v1."""

from connectors.sandbox.greenhouse import v3_shapes, writing
from connectors.sandbox.greenhouse.errors import v3_error
from connectors.sandbox.greenhouse.payloads import json_body
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.wire import Request, Response, json_response


def write(world: World, request: Request, row_id: str, user_id: int) -> Response:
    if request.method == "POST" and not row_id:
        user = world.users[user_id]
        created = writing.create(world, writing.V3_FIELDS, json_body(request), user)
        return json_response(v3_shapes.interview(created), 201)
    interview = world.interviews.get(int(row_id)) if row_id.isdigit() else None
    if interview is None:
        return v3_error(404)
    if not writing.may_change(interview):
        return v3_error(422, "Only scheduled interviews can be changed or deleted")
    if request.method == "PATCH":
        writing.change(world, writing.V3_FIELDS, interview, json_body(request))
        return json_response(v3_shapes.interview(interview))
    if request.method == "DELETE":
        world.delete_interview(interview.id)
        return json_response({"message": f"Interview {interview.id} deleted successfully"})
    return v3_error(404)
