"""The one way to move a candidate, whoever keeps them: here, or at the vendor and then here."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from candidates.models import Candidate
from candidates.ports import VendorWish, ports
from candidates.services.reminders import remind
from candidates.services.workflow import Asking, move, set_deadline
from candidates.transitions import TransitionRefused

KEY_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Made:
    """`told` is what to say of it; "" where the candidate's new status says it all."""

    candidate: Candidate
    told: str = ""


def make(
    candidate: Candidate,
    name: str,
    asking: Asking,
    *,
    deadline: datetime | None = None,
    key: str = "",
) -> Made:
    """`deadline` goes with `set_deadline`. The same `key` again is the same wish at a vendor.

    Raises NoSuchCandidate, MovedMeanwhile or TransitionRefused; then nothing was changed.
    """
    if name == "set_deadline" and deadline is None:
        raise TransitionRefused(gettext("Write the deadline as a date and a time."))
    if candidate.account_id is not None:
        return Made(candidate, made_at_vendor(candidate, name, asking, deadline, key))
    if deadline is not None and name == "set_deadline":
        return Made(set_deadline(candidate.pk, deadline, asking))
    if name == "remind":
        return Made(remind(candidate.pk, asking), gettext("The reminder is in the outbox."))
    return Made(move(candidate.pk, name, asking))


def made_at_vendor(
    candidate: Candidate, name: str, asking: Asking, deadline: datetime | None, key: str
) -> str:
    if deadline is not None and deadline.tzinfo is None:
        raise TransitionRefused(gettext("The deadline needs a time zone."))
    wish = VendorWish(
        key=key or get_random_string(KEY_LENGTH),
        source=asking.source,
        now=asking.now,
        actor_id=asking.actor_id,
        seen=asking.seen,
        values={"deadline": deadline.isoformat()} if deadline else {},
    )
    return ports.vendor_moves.ask(candidate, name, wish)
