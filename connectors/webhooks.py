"""The door for what vendors send by themselves: `POST /hooks/<account's uuid>/`.

Nothing is trusted before its signature fits; a vendor that signs nothing only hints at what to ask about.
Then it is stored, and answered with exactly 200 before
anything is done with it. Whoever fails to prove that they are the vendor learns nothing, not even whether
there is such an account.
"""

import json
import logging
import secrets
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from structlog.contextvars import bind_contextvars

from candidates.problems import Problem
from candidates.requests import request_id_of
from connectors.base import Webhook
from connectors.encryption import CredentialsUnreadable
from connectors.models import IntegratedAccount
from connectors.paths import dig
from connectors.selectors.accounts import account_called
from connectors.services.accounts import webhook_of
from connectors.services.inbox import receive
from connectors.signing import SignatureRefused, digest

logger = logging.getLogger(__name__)

LARGEST = 2**20
LONG_SECRET = 16
HINTS_WAITING = 1000
REFUSED = "No webhook is taken here with this signature."
REMOVED = "The connection that this address belonged to was removed."
TOO_LARGE = "A webhook may hold at most 1 MiB."
BROKEN_OFF = "The call broke off before its body was here."


@csrf_exempt
@require_POST
@transaction.non_atomic_requests
def hook(request: HttpRequest, uuid: UUID) -> JsonResponse:
    bind_contextvars(account=str(uuid))
    try:
        body = request.read(LARGEST + 1) if declared(request) <= LARGEST else None
    except (UnreadablePostError, RequestDataTooBig):
        return said(request, 400, BROKEN_OFF)
    if body is None or len(body) > LARGEST:
        return said(request, 413, TOO_LARGE)
    account = account_called(uuid)
    if account is not None and account.removed_at is not None:
        return said(request, 410, REMOVED)
    webhook = proved(request, body, account)
    if account is None or webhook is None:
        return said(request, 401, REFUSED)
    receive(
        account=account,
        event=event_in(body, webhook),
        event_id=plain(request.headers.get(webhook.event_id, ""), 200),
        body=body,
        now=timezone.now(),
        most_waiting=HINTS_WAITING if webhook.signature is None else None,
    )
    return JsonResponse({"message": "Received."})


def declared(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def proved(request: HttpRequest, body: bytes, account: IntegratedAccount | None) -> Webhook | None:
    """The webhook of the account's vendor, if the signature is one of the account's; else None."""
    webhook = webhook_of(account) if account else None
    if account is None or webhook is None:
        digest(body, secrets.token_hex())  # takes the time that a check would
        return None
    signature = webhook.signature_for(account.options)
    if signature is None:
        return webhook
    try:
        kept = account.credentials.get(signature.secret) or ""
        signature.verify(request.headers, body, secrets_in(kept), timezone.now())
    except SignatureRefused:
        return None
    except CredentialsUnreadable as problem:
        logger.error("webhook for account %s: %s", account.pk, problem)  # noqa: TRY400
        return None
    return webhook


def secrets_in(text: str) -> list[str]:
    """While a secret is being changed the credential holds both, with a space between. A sentence stays one."""
    parts = text.split()
    return parts if all(len(part) >= LONG_SECRET for part in parts) else [text]


def event_in(body: bytes, webhook: Webhook) -> str:
    try:
        parsed: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    event = dig(parsed, webhook.event) if webhook.event else ""
    return plain(event, 100) if isinstance(event, str) else ""


def plain(text: str, longest: int) -> str:
    """What any database takes and any page can show."""
    return "".join(char for char in text if char.isprintable())[:longest]


def said(request: HttpRequest, status: int, message: str) -> JsonResponse:
    where = f"{request.method} {request.path}"
    problem = Problem(
        status=status, message=message, where=where, request_id=request_id_of(request)
    )
    return JsonResponse(problem.told(), status=status)
