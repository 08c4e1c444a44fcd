"""The door of a candidate's moves."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import override
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from candidates.models import Candidate, Change
from candidates.services.moves import make
from candidates.services.workflow import Asking, MovedMeanwhile, NoSuchCandidate
from candidates.transitions import Mover, TransitionRefused
from connectors.api import params
from connectors.api.answers import answer
from connectors.api.bodies import Reader, a_moment, a_text, read_body
from connectors.api.keys import MayRead, MayWrite, key_of
from connectors.api.params import BadParameters, Refusal, refused
from connectors.api.preconditions import seen_in
from connectors.api.refusals import Conflict, Stale
from connectors.api.repeats import marked, once
from connectors.json_values import dump
from connectors.selectors.freshness_headers import accounts_of
from connectors.services.idempotency import Result
from connectors.v1.moves import render, schema
from connectors.v1.moves.components import NAMES
from connectors.v1.moves.selection import candidate_for, moves_of
from connectors.v1.operations.views import OperationsView


def a_name(value: Any) -> str:
    if value not in NAMES:
        raise Refusal(f"“{value}” is no move.", NAMES)
    return a_text(value)


FIELDS: dict[str, Reader] = {"name": a_name, "deadline": a_moment}


class Moves(OperationsView):
    http_method_names = ["get", "head", "post"]

    def get_permissions(self) -> list[Any]:
        return [MayWrite()] if self.request.method == "POST" else [MayRead()]

    @schema.READ_MOVES
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        return self.told(request, pk)

    @schema.MAKE_MOVE
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        params.read(request.query_params, ())
        row = candidate_for(key_of(request), pk)
        given = read_body(request.data, FIELDS, required=("name",))
        if ("deadline" in given) != (given["name"] == "set_deadline"):
            raise BadParameters(
                [refused("deadline", "goes with set_deadline, and only with that.")]
            )
        now = timezone.now()

        def act() -> Result:
            asking = Asking(
                company=key_of(request).company,
                by=Mover.MANAGER,
                source=Change.Source.API,
                now=now,
                seen=seen_in(request),
            )
            self.move(row, asking, **given)
            return {}

        _, repeated = once(request, act, now=now)
        return marked(self.told(request, pk, status=202), repeated=repeated)

    def move(self, row: Candidate, asking: Asking, *, name: str, deadline: Any = None) -> None:
        with override("en"):
            try:
                make(row, name, asking, deadline=deadline)
            except NoSuchCandidate:
                raise NotFound(f"There is no candidate {row.pk} for this API key.") from None
            except MovedMeanwhile as error:
                if asking.seen in (None, row.version):
                    raise Conflict(str(error), retry=True) from None
                raise Stale(str(error), {"version": row.version}) from None
            except TransitionRefused as error:
                raise Conflict(str(error), self.possible(row, asking)) from None

    def possible(self, row: Candidate, asking: Asking) -> list[str]:
        found = moves_of(asking.company, row, now=asking.now)
        return [one.name for one in found.choices if not one.blocked]

    def told(self, request: Request, pk: int, status: int = 200) -> HttpResponseBase:
        key = key_of(request)
        row = candidate_for(key, pk)
        with override("en"):
            text = dump(render.moves(moves_of(key.company, row, now=timezone.now())))
        accounts = accounts_of([row])
        return answer(request, text, status=status, version=row.version, accounts=accounts)
