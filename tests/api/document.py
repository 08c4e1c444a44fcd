"""What the document says of an answer."""

from typing import Any

import jsonschema

from config.docs import SCHEMAS, schema

JSON = "application/json"


def valid(value: Any, told: dict[str, Any]) -> bool:
    whole = told | {"components": {"schemas": SCHEMAS}}
    jsonschema.validate(value, whole, cls=jsonschema.Draft202012Validator)
    return True


def problems(method: str, path: str, response: Any) -> list[str]:
    """What is not as documented, a sentence each. A 404 for an address that is not there is documented anywhere."""
    responses = schema()["paths"][path][method]["responses"]
    told = responses.get(str(response.status_code))
    if told is None:
        return [f"{response.status_code} is not documented."]
    content = told.get("content", {}).get(JSON)
    if content is None:
        return [] if not response.content else ["There is a body."]
    if response.headers["Content-Type"] != JSON:
        return [f"{response.headers['Content-Type']} is not documented."]
    try:
        valid(response.json(), content["schema"])
    except jsonschema.ValidationError as error:
        return [error.message]
    return []
