"""Make, change and end endpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from candidates.models import Company
from candidates.services.horizon import settled_through
from connectors.addresses import check_base_url
from connectors.errors import AddressRefused
from connectors.models import IntegratedAccount, Issue, OutboundDelivery, WebhookEndpoint
from connectors.outbound import words
from connectors.outbound.events import EVENTS, TEST
from connectors.outbound.fanout import Happening, delivery
from connectors.outbound.signing import new_secret
from connectors.services import issues
from connectors.services.queue import enqueue_endpoints

BOTH_VALID = timedelta(hours=24)
SUCCESS_NOTED_EVERY = timedelta(minutes=1)
MOST = 20
SUBJECT = "endpoint "

State = WebhookEndpoint.State
UNTROUBLED: dict[str, Any] = {"failures": 0, "failing_since": None, "held_until": None}


class EndpointRefused(Exception):
    """It cannot be done; the text is a sentence that says why. `field` is what was wrong, if one was."""

    def __init__(self, why: str, *, field: str = "", valid: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.field, self.valid = field, valid


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an endpoint shall be; `accounts` None means all of the company."""

    url: str
    description: str = ""
    events: Sequence[str] = ()
    accounts: Sequence[IntegratedAccount] | None = None
    personal: bool = False


def create(company: Company, wish: Wish, *, now: datetime) -> tuple[WebhookEndpoint, str]:
    """The endpoint and its secret, which nobody is shown again. It is told what happens from now on."""
    check(wish)
    secret, settled = new_secret(), settled_through()
    with transaction.atomic():
        if WebhookEndpoint.objects.filter(company=company).count() >= MOST:
            raise EndpointRefused(gettext("A company can have at most %d endpoints.") % MOST)
        endpoint = WebhookEndpoint(
            company=company,
            secrets={"current": secret},
            read_through=settled,
            since=now,
            created_at=now,
        )
        fill(endpoint, wish)
    return endpoint, secret


@transaction.atomic
def change(endpoint: WebhookEndpoint, wish: Wish) -> None:
    check(wish)
    fill(endpoint, wish)


def fill(endpoint: WebhookEndpoint, wish: Wish) -> None:
    endpoint.url, endpoint.description = wish.url, wish.description
    endpoint.events, endpoint.personal = sorted(set(wish.events)), wish.personal
    endpoint.limited = wish.accounts is not None
    endpoint.save()
    endpoint.accounts.set(wish.accounts or ())


def check(wish: Wish) -> None:
    unknown = [name for name in wish.events if name not in EVENTS]
    if unknown:
        raise EndpointRefused(
            f"there is no event “{unknown[0]}”.", field="events", valid=tuple(EVENTS)
        )
    if wish.accounts is not None and not wish.accounts:
        raise EndpointRefused(
            "may not be empty. Leave it out for all accounts.", field="integrated_account_ids"
        )
    plain, _, query = wish.url.partition("?")
    try:
        check_base_url(plain, allow_private=settings.ALLOW_PRIVATE_ADDRESSES)
    except AddressRefused:
        plain = ""
    if not plain or "#" in query or len(wish.url) > 2000 or not wish.url.isprintable():
        raise EndpointRefused(
            "must look like https://host/path, without user name and fragment.", field="url"
        )


@transaction.atomic
def rotate(endpoint: WebhookEndpoint, *, now: datetime) -> str:
    """A new secret. For a day the old one signs too, so that receivers can change over."""
    secret = new_secret()
    row = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    endpoint.secrets = {"current": secret, "previous": row.secrets["current"]}
    endpoint.previous_until = now + BOTH_VALID
    endpoint.save(update_fields=["secrets", "previous_until"])
    return secret


def keys_of(endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    """The secrets that sign now, the current one first."""
    old = endpoint.previous_until is not None and endpoint.previous_until > now
    names = ("current", "previous") if old else ("current",)
    return [endpoint.secrets[name] for name in names if name in endpoint.secrets]


def disable(endpoint: WebhookEndpoint, *, now: datetime, reason: str = "") -> bool:
    """What waits is given up, to be replayed; nothing more is told. False where it was disabled already."""
    with transaction.atomic():
        rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, state=State.ACTIVE)
        ended = rows.update(state=State.DISABLED, state_reason=reason, held_until=None) > 0
        waiting = OutboundDelivery.objects.filter(
            endpoint=endpoint, state=OutboundDelivery.State.WAITING
        )
        if ended:
            waiting.update(
                state=OutboundDelivery.State.DEAD,
                problem=words.DISABLED,
                done_at=now,
                next_attempt_at=None,
                lease_token="",
                lease_until=None,
            )
    endpoint.refresh_from_db()
    return ended


def disable_and_tell(endpoint: WebhookEndpoint, *, now: datetime, reason: str) -> None:
    """The hub gives it up by itself: an issue says so until a person has it on again or deletes it."""
    with transaction.atomic():
        if disable(endpoint, now=now, reason=reason):
            told = {
                "wrong": "endpoint_disabled",
                "do": "endpoint",
                "url": endpoint.url.partition("?")[0],
                "problem": reason,
            }
            finding = issues.Finding(
                code=Issue.Code.ENDPOINT_DISABLED, subject=subject(endpoint), told=told
            )
            issues.raise_of_company(endpoint.company_id, finding, now)


def enable(endpoint: WebhookEndpoint, *, now: datetime, missed: bool = False) -> None:
    """With `missed`, what changed meanwhile is told too."""
    settled = settled_through()
    values: dict[str, Any] = {} if missed else {"read_through": settled, "since": now}
    with transaction.atomic():
        WebhookEndpoint.objects.filter(pk=endpoint.pk, state=State.DISABLED).update(
            state=State.ACTIVE, state_reason="", **UNTROUBLED, **values
        )
        settle(endpoint, now)
    endpoint.refresh_from_db()


@transaction.atomic
def delete(endpoint: WebhookEndpoint, *, now: datetime) -> None:
    settle(endpoint, now)
    endpoint.delete()


def settle(endpoint: WebhookEndpoint, now: datetime) -> None:
    issues.resolve_of_company(
        endpoint.company_id, Issue.Code.ENDPOINT_DISABLED, subject(endpoint), now
    )


def subject(endpoint: WebhookEndpoint) -> str:
    return f"{SUBJECT}{endpoint.pk}"


def endpoint_of(issue: Issue) -> int | None:
    """The endpoint that an issue is about, if it is about one."""
    if issue.code != Issue.Code.ENDPOINT_DISABLED:
        return None
    return int(issue.subject.removeprefix(SUBJECT))


@transaction.atomic
def send_test(endpoint: WebhookEndpoint, *, now: datetime) -> OutboundDelivery:
    """An event that says nothing, sent like any other."""
    if endpoint.state != State.ACTIVE:
        raise EndpointRefused(gettext("The endpoint is disabled. Enable it first."))
    happening = Happening(
        event=TEST,
        event_id=f"test_{uuid4().hex}",
        at=now,
        data=lambda personal: {"endpoint_id": endpoint.pk, "message": "The hub reaches you."},
    )
    row = delivery(endpoint, happening, now)
    row.save()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(held_until=None)
    enqueue_endpoints([endpoint.pk])
    return row


def note_failure(endpoint: WebhookEndpoint, now: datetime) -> int:
    """How many there were in a row."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    rows.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", now))
    return rows.values_list("failures", flat=True).first() or 0


def hold(endpoint: WebhookEndpoint, until: datetime | None) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(held_until=until)


def note_success(endpoint: WebhookEndpoint, now: datetime) -> None:
    """A success after a success is noted once a minute."""
    failing = Q(failures__gt=0) | Q(held_until__isnull=False)
    stale = Q(last_success_at=None) | Q(last_success_at__lte=now - SUCCESS_NOTED_EVERY)
    rows = WebhookEndpoint.objects.filter(failing | stale, pk=endpoint.pk)
    rows.update(last_success_at=now, **UNTROUBLED)
