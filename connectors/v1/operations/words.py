"""What each word of a vendor became, and an account's own meaning of it given or taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import Reader, a_text, read_body
from connectors.api.chapter import READ, WRITE, body
from connectors.api.components import body as body_of
from connectors.api.components import moment, record, text
from connectors.api.keys import MayRead, MayWrite, key_of
from connectors.api.parameter import Parameter
from connectors.api.params import BadParameters, refused
from connectors.api.schema import answers, described
from connectors.models import IntegratedAccount
from connectors.selectors.vendors import told_of
from connectors.selectors.words import Word, word_at, words_of
from connectors.services.words import WordRefused, give_meaning
from connectors.v1.operations.components import number
from connectors.v1.operations.schema import OPERATIONS
from connectors.v1.operations.schema import UUID as ACCOUNT_ID
from connectors.v1.operations.selection import all_accounts, one_of
from connectors.v1.operations.views import OperationsView
from connectors.wire import dump, instant

PLACE = (
    Parameter(
        name="resource",
        kind="text",
        description="The vendor's list in which the word stands, as GET tells it.",
        example="interviews",
    ),
    Parameter(
        name="path",
        kind="text",
        description="Where it stands in the vendor's record, as GET tells it.",
        example="status",
    ),
    Parameter(name="word", kind="text", description="The vendor's word.", example="on_hold"),
)
NAMES = tuple(one.name for one in PLACE)


def a_meaning(value: Any) -> str:
    """Null is: it means nothing here."""
    return "" if value is None else a_text(value)


FIELDS: dict[str, Reader] = {**dict.fromkeys(NAMES, a_text), "meaning": a_meaning}
MEANING = text("What it means here; null: nothing, which keeps the vendor's word beside it.")
WORD = record(
    {
        "resource": {"type": "string", "description": "The vendor's list in which it stands."},
        "path": {"type": "string", "description": "Where it stands in the vendor's record."},
        "field": {"type": "string", "description": "The field of ours that it becomes."},
        "word": {"type": "string", "description": "The vendor's word."},
        "meaning": MEANING,
        "own": {
            "type": "boolean",
            "description": "Whether the account gave it this meaning; else the vendor's file did.",
        },
        "count": number("How many records hold it now."),
        "since": moment("When the first of these was first seen."),
        "valid": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What it may mean.",
        },
    }
)
SCHEMAS = {
    "Word": WORD,
    "WordList": record(
        {
            "result": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Word"},
                "description": "Every word of the vendor in use, or with a meaning of the account's own.",
            }
        }
    ),
    "WordMeaning": body_of(
        {
            "resource": WORD["properties"]["resource"],
            "path": WORD["properties"]["path"],
            "word": WORD["properties"]["word"],
            "meaning": MEANING,
        }
    ),
}
GIVEN: dict[str, Any] = {
    "resource": "interviews",
    "path": "status",
    "word": "on_hold",
    "meaning": "draft",
}
EXAMPLE: dict[str, Any] = {
    **GIVEN,
    "field": "status",
    "own": True,
    "count": 4,
    "since": "2026-03-02T12:50:04.000Z",
    "valid": ["draft", "scheduled", "cancelled", "awaiting_feedback", "completed"],
}
LATER = (
    " It holds for all that is read from then on; what is here already gets it when the stored records are read again "
    "(`manage.py replay`, or the page of the account's words). Needs an API key with the scope “write”."
)


class Words(OperationsView):
    http_method_names = ["get", "head", "put", "delete"]

    def get_permissions(self) -> list[Any]:
        reads = self.request.method in ("GET", "HEAD", "OPTIONS")
        return [MayRead()] if reads else [MayWrite()]

    @extend_schema(
        operation_id="list_words",
        summary="List an account's words",
        description="Every word of the vendor that the account's records hold, how often, and what it became. "
        "Needs an API key with the scope “read”.",
        tags=[OPERATIONS.tag],
        parameters=[ACCOUNT_ID],
        responses=answers("WordList", "They.", {"result": [EXAMPLE]}, *READ),
    )
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        account = self.account(request, uuid)
        found = words_of(account) if told_of(account) else []
        return answer(request, dump({"result": [shape(one) for one in found]}))

    @extend_schema(
        operation_id="give_word_a_meaning",
        summary="Give a word a meaning",
        description="The account's own meaning of a word, before that of the vendor's file."
        + LATER,
        tags=[OPERATIONS.tag],
        parameters=[ACCOUNT_ID],
        request=body("WordMeaning", GIVEN),
        responses=answers("Word", "The word.", EXAMPLE, *WRITE),
    )
    def put(self, request: Request, uuid: UUID) -> HttpResponseBase:
        params.read(request.query_params, ())
        account = self.account(request, uuid)
        given = read_body(request.data, FIELDS, required=tuple(FIELDS))
        return given_to(request, account, **given)

    @extend_schema(
        operation_id="take_meaning_back",
        summary="Take a meaning back",
        description="The word means again what the vendor's file says." + LATER,
        tags=[OPERATIONS.tag],
        parameters=[ACCOUNT_ID, *(each for one in PLACE for each in described(one))],
        responses=answers("Word", "The word.", EXAMPLE | {"own": False}, *READ),
    )
    def delete(self, request: Request, uuid: UUID) -> HttpResponseBase:
        account = self.account(request, uuid)
        given = params.read(request.query_params, PLACE, required=dict.fromkeys(NAMES, ()))
        return given_to(request, account, **given, meaning=None)

    def account(self, request: Request, uuid: UUID) -> IntegratedAccount:
        found: IntegratedAccount = one_of(
            all_accounts, key_of(request), "integrated account", uuid=uuid
        )
        return found


def given_to(
    request: Request,
    account: IntegratedAccount,
    *,
    resource: str,
    path: str,
    word: str,
    meaning: str | None,
) -> HttpResponseBase:
    if told_of(account) is None:
        raise BadParameters(
            [refused("resource", "this version of the hub does not know the vendor.")]
        )
    try:
        give_meaning(account=account, resource=resource, path=path, word=word, meaning=meaning)
    except WordRefused as error:
        raise BadParameters([refused(error.field, str(error))]) from None
    return answer(request, dump(shape(word_at(account, resource, path, word))))


def shape(one: Word) -> dict[str, Any]:
    return {
        "resource": one.table.resource,
        "path": one.table.path,
        "field": one.table.field,
        "word": one.word,
        "meaning": one.meaning or None,
        "own": one.own,
        "count": one.count,
        "since": instant(one.since),
        "valid": list(one.table.choices),
    }
