"""Whether two candidates may be one human being, and what speaks for it. Pure, over plain values."""

from dataclasses import dataclass

SHORTEST_PHONE, PHONE_TAIL = 7, 9
SHORTEST_MAILBOX = 5
STRONG = ("email", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is compared; null or empty is not known, and then says nothing."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None


def email_key(email: str | None) -> str:
    return (email or "").strip().casefold()


def phone_key(phone: str | None) -> str:
    """The last digits: the same with and without the country's code. "" where there are too few."""
    digits = "".join(one for one in phone or "" if one.isdecimal())
    return digits[-PHONE_TAIL:] if len(digits) >= SHORTEST_PHONE else ""


def name_key(name: str | None) -> str:
    return "".join((name or "").casefold().split())


def mailbox_key(email: str | None) -> str:
    """What stands before the @, if it is long enough to say something."""
    local = email_key(email).partition("@")[0].replace(".", "")
    return local if len(local) >= SHORTEST_MAILBOX else ""


def keys_of(one: Traits) -> dict[str, str]:
    """The strongest first."""
    return {
        "email": email_key(one.email),
        "phone": phone_key(one.phone),
        "name": name_key(one.name),
        "mailbox": mailbox_key(one.email),
        "address": name_key(one.address),
    }


def evidence(one: Traits, other: Traits) -> tuple[str, ...]:
    """What is the same of both."""
    theirs = keys_of(other)
    return tuple(code for code, key in keys_of(one).items() if key and key == theirs[code])


def is_likely(found: tuple[str, ...]) -> bool:
    """An e-mail address or a phone is enough, a name alone is not."""
    return any(code in found for code in STRONG) or ("name" in found and len(found) > 1)
