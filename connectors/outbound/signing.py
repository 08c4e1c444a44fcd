"""The headers of Standard Webhooks."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def headers(event_id: str, at: datetime, body: str, keys: Iterable[str]) -> dict[str, str]:
    """Signed with each of the keys: while a secret is changed, a receiver may still know the old one."""
    moment = at.astimezone(UTC)
    signatures = [Webhook(key).sign(event_id, moment, body) for key in keys]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
