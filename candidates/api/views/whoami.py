"""The candidate who calls, for the candidate's own front end."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import schema
from candidates.api.render import Printer
from candidates.api.views.base import SuiteView
from candidates.permissions import NotAllowed, Part
from candidates.selectors.project_candidates import choices
from candidates.transitions import Mover


class WhoAmI(SuiteView):
    @schema.WHOAMI
    def get(self, request: Request) -> Response:
        row, company, now = self.caller.candidate, self.caller.company, self.caller.now
        if row is None:
            raise NotAllowed(
                "Only candidates are told who they are: this is somebody else's token."
            )
        if row.project is None:
            raise NotFound("You are a candidate of no project.")
        printer = Printer(self.to, self.caller, frozenset({Part.CANDIDATE}))
        return Response(printer.whoami(row, choices(row, company, Mover.CANDIDATE, now)))
