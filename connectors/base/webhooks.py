"""What a vendor sends by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.signing import Signature


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A record that a webhook names: it is asked for again at the vendor, whose answer alone counts.

    `gone` is the reason to bury it with if the vendor no longer has it; without one that is left to whoever
    names its end. `below` is the same for what hangs on it (a candidate's applications, their interviews);
    without one those are not asked for. `parent` is for lists that are looked up below another record. With
    `panels` the interviews of an application are asked for too, with who sits there and what they answered.
    """

    resource: str
    remote_id: str
    gone: str = ""
    below: str = ""
    parent: str = ""
    panels: bool = False


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """What a vendor sends by itself. `event` is where the body has the event's name (a dotted path), `event_id`
    the header with the number of the delivery. `touched` takes any JSON and names nothing where it knows
    nothing. Without a `signature` a call is a hint that anybody may give: it is asked about, never believed.
    `header_option` names the option of the account that says which header holds the signature.
    """

    touched: Callable[[Any], Iterable[Touched]]
    signature: Signature | None = None
    event: str = ""
    event_id: str = ""
    header_option: str = ""

    def signature_for(self, options: Mapping[str, Any]) -> Signature | None:
        header = options.get(self.header_option)
        return self.signature.under(header) if self.signature and header else self.signature
