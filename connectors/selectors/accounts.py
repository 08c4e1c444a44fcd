"""Find accounts by what people call them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from connectors.base import Connector
from connectors.models import IntegratedAccount, Issue
from connectors.vendors import CONNECTORS

NOT_READ = (IntegratedAccount.State.PAUSED, IntegratedAccount.State.REMOVED)


class AccountUnknown(Exception):
    """No such account or list; the text names the valid ones."""


def account_called(uuid: UUID) -> IntegratedAccount | None:
    return IntegratedAccount.objects.filter(uuid=uuid).first()


def named_accounts(
    names: Sequence[str], *, resources: Sequence[str] = ()
) -> list[IntegratedAccount]:
    """Accounts by UUID or name, each once; those that are active or refused where none is named."""
    everything = IntegratedAccount.objects.select_related("company").order_by("name", "pk")
    if names:
        accounts = list(
            dict.fromkeys(account for name in names for account in named(everything, name))
        )
    else:
        accounts = list(everything.exclude(state__in=NOT_READ))
    for account in accounts:
        check_resources(account, resources)
    return accounts


def named(accounts: QuerySet[IntegratedAccount], name: str) -> list[IntegratedAccount]:
    found = list(accounts.filter(Q(name=name) | Q(uuid=as_uuid(name))))
    if not found:
        valid = ", ".join(accounts.values_list("name", flat=True)) or "none is connected yet"
        raise AccountUnknown(f"There is no account “{name}”. Valid accounts: {valid}.")
    if len(found) > 1:
        uuids = ", ".join(f"{account.uuid} ({account.company})" for account in found)
        raise AccountUnknown(f"Several accounts are called “{name}”. Say which one: {uuids}.")
    return found


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def reading_the_same(
    company_id: int,
    connector: Connector,
    *,
    base_url: str,
    credentials: Mapping[str, str],
    options: Mapping[str, str],
) -> IntegratedAccount | None:
    """A connection of the company at the same address with the same key and options; a webhook's secret is no key."""
    hook = connector.webhook and connector.webhook.signature
    key = {name: word for name, word in credentials.items() if not hook or name != hook.secret}
    accounts = IntegratedAccount.objects.filter(company_id=company_id, vendor=connector.vendor)
    for one in accounts.order_by("pk"):
        place = one.base_url or connector.base_url
        if (
            key
            and key.items() <= one.credentials.items()
            and place.rstrip("/") == (base_url or connector.base_url).rstrip("/")
            and settled(connector, one.options) == settled(connector, options)
        ):
            return one
    return None


def settled(connector: Connector, options: Mapping[str, str]) -> dict[str, str]:
    return {one.name: options.get(one.name) or one.default for one in connector.options}


def check_resources(account: IntegratedAccount, resources: Sequence[str]) -> None:
    known = [
        resource.name for resource in CONNECTORS[account.vendor].profile(account.options).resources
    ]
    unknown = [name for name in resources if name not in known]
    if unknown:
        raise AccountUnknown(
            f"{account.name} has no list “{unknown[0]}”. Valid lists: {', '.join(known)}."
        )


def open_issues(account: IntegratedAccount) -> list[str]:
    """What is wrong and what to do, newest first."""
    issues = Issue.objects.filter(account=account, state=Issue.State.OPEN).order_by("-last_seen_at")
    return [f"{issue.message} {issue.advice}".strip() for issue in issues]
