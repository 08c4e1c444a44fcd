"""A key for another system, shown once."""

import re
from argparse import BooleanOptionalAction
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from candidates.models import ApiKey, Company
from candidates.services.access import DEFAULT_SCOPES, AccessError, create_api_key, the_company
from candidates.statuses import Scope
from connectors.api.moments import DATE, moment
from connectors.models import IntegratedAccount
from connectors.selectors.accounts import AccountUnknown, named

SCOPES = {
    Scope.READ: "read records",
    Scope.WRITE: "change interviews and move candidates",
    Scope.PII: "see e-mail addresses, phone numbers, documents and raw records",
    Scope.OPERATIONS: "see accounts, runs and issues, start a sync, set up webhooks",
}
DAYS = re.compile(r"(\d{1,5})d?", re.ASCII)


class Command(BaseCommand):
    help = (
        "Creates an API key. The last line printed is the key alone; it is shown this once and cannot be "
        "read again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the key is for; once in a company")
        parser.add_argument(
            "--company", metavar="SLUG", help="may be left out if there is only one"
        )
        may = parser.add_argument_group("what it may do")
        may.add_argument(
            "--scope",
            action="append",
            default=[],
            metavar="SCOPE",
            help="; ".join(f"{scope}: {about}" for scope, about in SCOPES.items())
            + f". Repeat it for several (default: {', '.join(DEFAULT_SCOPES)})",
        )
        may.add_argument(
            "--personal-data",
            action=BooleanOptionalAction,
            default=None,
            help="with or without the scope pii, whatever the others are",
        )
        may.add_argument(
            "--account",
            action="append",
            default=[],
            metavar="ACCOUNT",
            help="only this connection, by UUID or name; repeat it for several (default: all, and what is made here)",
        )
        how = parser.add_argument_group("from where, how often, how long")
        how.add_argument(
            "--from",
            action="append",
            default=[],
            dest="networks",
            metavar="ADDRESS",
            help="only from this address or network, such as 203.0.113.0/24; repeat it for several (default: anywhere)",
        )
        how.add_argument(
            "--rate-limit",
            type=int,
            metavar="CALLS",
            help="calls a minute at most; 429 with Retry-After beyond (default: no limit)",
        )
        how.add_argument(
            "--expires",
            metavar="WHEN",
            help="after so many days (90), at the end of a day in UTC (2027-01-31) or at a moment with its zone "
            "(2027-01-31T12:00:00Z) (default: never)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key, secret = make(options, timezone.now())
        except (AccessError, AccountUnknown) as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(
            f"API key “{key.name}” of {key.company} may: {', '.join(key.scopes)}. It is shown this once."
        )
        for sentence in limits_of(key):
            self.stdout.write(sentence)
        self.stdout.write(secret)


@transaction.atomic
def make(options: dict[str, Any], now: datetime) -> tuple[ApiKey, str]:
    company = the_company(options["company"])
    return create_api_key(
        company=company,
        name=options["name"],
        scopes=scopes_of(options["scope"], personal=options["personal_data"]),
        accounts=accounts_of(company, options["account"]),
        expires_at=expiry(options["expires"], now) if options["expires"] else None,
        networks=options["networks"],
        rate_limit=options["rate_limit"],
        now=now,
    )


def scopes_of(given: list[str], *, personal: bool | None) -> list[str]:
    scopes = given or list(DEFAULT_SCOPES)
    if personal is None:
        return scopes
    others = [scope for scope in scopes if scope != Scope.PII]
    if not personal and not others:
        raise AccessError("Without personal data the key may do nothing: name another scope.")
    return [*others, Scope.PII.value] if personal else others


def accounts_of(company: Company, names: list[str]) -> list[IntegratedAccount]:
    here = IntegratedAccount.objects.filter(company=company).order_by("name", "pk")
    return list(dict.fromkeys(account for name in names for account in named(here, name)))


def expiry(text: str, now: datetime) -> datetime:
    try:
        if days := DAYS.fullmatch(text):
            return now + timedelta(days=int(days[1]))
        if DATE.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.min, UTC) + timedelta(days=1)
        return moment(text)
    except (ValueError, OverflowError) as error:
        raise AccessError(
            f"“{text}” is no time to expire at: write 90, 2027-01-31 or 2027-01-31T12:00:00Z. ({error})"
        ) from None


def limits_of(key: ApiKey) -> list[str]:
    """A sentence for each."""
    told = []
    if key.limited:
        names = key.accounts.order_by("name").values_list("name", flat=True)
        told.append(f"Only for: {', '.join(names)}.")
    if key.networks:
        told.append(f"Only from: {', '.join(key.networks)}.")
    if key.rate_limit:
        told.append(f"At most {key.rate_limit} calls a minute.")
    if key.expires_at:
        told.append(f"Until {key.expires_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC.")
    return told
