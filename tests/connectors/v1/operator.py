"""Another system with a key of the hub's own API, and whether what it is answered fits the schema."""

from datetime import UTC, datetime

import jsonschema
from django.test import Client

from candidates.services.access import create_api_key
from config.docs import SCHEMAS

NOW = datetime.now(UTC)


class Operator:
    def __init__(self, company, *scopes, accounts=()):
        _, self.secret = create_api_key(
            company=company, name=str(scopes), scopes=scopes, accounts=accounts, now=NOW
        )

    def ask(self, method, path, body=None, *, head=None, **query):
        client = Client(raise_request_exception=False)
        send = getattr(client, method)
        head = {"Authorization": f"Bearer {self.secret}"} | (head or {})
        address = f"/api/v1/{path}"
        if method == "get":
            return send(address, query, headers=head)
        return send(address, body, content_type="application/json", headers=head)

    def get(self, path, **query):
        response = self.ask("get", path, **query)
        assert response.status_code == 200, response.content
        return response.json()


def valid(value, name):
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    jsonschema.validate(value, whole, cls=jsonschema.Draft202012Validator)
    return True
