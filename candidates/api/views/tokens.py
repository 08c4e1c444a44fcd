"""A user name and a password for a token."""

import math

from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from candidates.api import fields, params, schema
from candidates.api.errors import field_error
from candidates.api.fields import read_body
from candidates.api.parsers import ShallowJSON
from candidates.requests import network_address
from candidates.services.login_throttling import TooManyGuesses
from candidates.services.signing_in import Claim, WrongCredentials, sign_in
from candidates.services.tokens import LONGEST_DAYS

KNOWN = {
    "username": fields.text(320, shortest=1),
    "password": fields.text(128, shortest=1),
    "company": fields.text(50),
    "extended_expiration_period": fields.whole(1, LONGEST_DAYS, optional=True),
}
TOO_MANY = "Too many wrong passwords."
WRONG = "Unable to log in with provided credentials."


class SignIn(APIView):
    authentication_classes = ()
    permission_classes = ()
    parser_classes = (ShallowJSON,)
    http_method_names = ["post"]

    @schema.SIGN_IN
    def post(self, request: Request) -> Response:
        params.read(request.query_params, {})
        values = read_body(request.data, KNOWN, required=("username",))
        if "password" not in values:
            raise field_error("password", fields.REQUIRED)
        claim = Claim(
            company=values.get("company") or "",
            name=values["username"],
            password=values["password"],
            origin=network_address(request),
        )
        days = values.get("extended_expiration_period")
        try:
            secret = sign_in(claim, now=timezone.now(), days=days)
        except WrongCredentials:
            raise field_error("non_field_errors", WRONG) from None
        except TooManyGuesses as problem:
            raise Throttled(math.ceil(problem.wait.total_seconds()), TOO_MANY) from None
        return Response({"token": secret}, headers={"Cache-Control": "no-store"})
