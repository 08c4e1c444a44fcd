"""What a key may see of endpoints and deliveries, and from a body to a wish."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from candidates.models import ApiKey
from candidates.statuses import Scope
from connectors.api import params
from connectors.api.params import BadParameters, refused
from connectors.models import IntegratedAccount, OutboundDelivery, WebhookEndpoint
from connectors.outbound.endpoints import Wish
from connectors.outbound.selectors import (
    DeliveryQuery,
    accounts_called,
    find_deliveries,
    find_endpoints,
)
from connectors.v1.operations.selection import allowed_ids, listed, numbers
from connectors.v1.webhooks.catalogue import DELIVERIES, ENDPOINTS
from interviews.selectors.keyset import Taken


def all_endpoints(key: ApiKey) -> QuerySet[WebhookEndpoint]:
    return find_endpoints(key.company_id, allowed_ids(key))


def all_deliveries(key: ApiKey) -> QuerySet[OutboundDelivery]:
    return find_deliveries(DeliveryQuery(company_id=key.company_id, account_ids=allowed_ids(key)))


def endpoints_of(key: ApiKey, query: QueryDict) -> Taken:
    return listed(all_endpoints(key), params.read(query, ENDPOINTS), "webhook-endpoints")


def deliveries_of(key: ApiKey, query: QueryDict) -> Taken:
    values = params.read(query, DELIVERIES)
    wanted = DeliveryQuery(
        company_id=key.company_id,
        account_ids=allowed_ids(key),
        endpoints=numbers("endpoint_id", values),
        events=values.get("event", ()),
        states=values.get("state", ()),
    )
    return listed(find_deliveries(wanted).defer("body"), values, "webhook-deliveries")


def wish_of(key: ApiKey, given: Mapping[str, Any], row: WebhookEndpoint | None = None) -> Wish:
    """What is not given stays as it is. Raises BadParameters."""
    if given.get("personal") and Scope.PII not in key.scopes:
        why = f"true needs an API key with the scope “{Scope.PII}”."
        raise BadParameters([refused("personal", why)])
    accounts = list(row.accounts.all()) if row and row.limited else None
    if "integrated_account_ids" in given or row is None:
        accounts = chosen_accounts(key, given.get("integrated_account_ids"))
    return Wish(
        url=given.get("url", row.url if row else ""),
        description=given.get("description", row.description if row else ""),
        events=given.get("events", row.events if row else ()),
        accounts=accounts,
        personal=given.get("personal", row.personal if row else False),
    )


def chosen_accounts(key: ApiKey, uuids: list[Any] | None) -> list[IntegratedAccount] | None:
    allowed = allowed_ids(key)
    if uuids is None and allowed is None:
        return None
    if uuids is None:
        why = "is required: this API key is limited to accounts."
        raise BadParameters([refused("integrated_account_ids", why)])
    found = accounts_called(key.company_id, uuids, allowed)
    missing = set(uuids) - {account.uuid for account in found}
    if missing:
        text = str(min(missing, key=str))
        why = f"there is no account {text} for this API key."
        raise BadParameters([refused("integrated_account_ids", why, text)])
    return found
