"""RoundHR's webhooks. What a body looks like is not documented, nor the name of the header with its signature."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from candidates.statuses import DeletedReason
from connectors.base import Option, Touched, Webhook
from connectors.paths import dig
from connectors.signing import TimestampedHmac

CODE = re.compile(r"[\w-]{1,100}")
SIGNATURE = Option(
    name="signature_header",
    help=gettext_noop("the name of the header with a webhook's signature"),
    default="Round-Signature",
    valid=lambda name: CODE.fullmatch(name) is not None,
)
NAMED = {"candidates": "candidate", "interviews": "interview"}
AROUND = ("", "resource.", "data.", "payload.")


def touched(body: Any) -> Iterator[Touched]:
    """What a body looks like is not documented: codes are looked for wherever they may stand.

    With a candidate come their interviews, of which feedback changes what they are waiting for.
    """
    event = str(dig(body, "event") or dig(body, "type") or "")
    for resource, name in NAMED.items():
        places = [f"{name}.code", f"{name}_code"]
        if event.startswith(name):
            places.append("code")
        below = DeletedReason.VENDOR if resource == "candidates" else ""
        for place in dict.fromkeys(f"{around}{place}" for around in AROUND for place in places):
            found = dig(body, place)
            if isinstance(found, str) and CODE.fullmatch(found):
                yield Touched(resource=resource, remote_id=found, below=below)


webhook = Webhook(
    signature=TimestampedHmac(header=SIGNATURE.default, secret="signing_key"),  # noqa: S106
    header_option=SIGNATURE.name,
    touched=touched,
    event="event",
)
