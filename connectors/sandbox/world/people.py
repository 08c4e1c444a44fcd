"""Staff and candidates. The staff is the same for every vendor with the same seed, so that one person
can be met, and double-booked, in several systems."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from connectors.sandbox.world.names import latin, native
from connectors.sandbox.world.offices import WEIGHTED, Office

STAFF_DOMAIN = "example.com"
GUEST_DOMAINS = ("partner.example.org", "advisors.example.net")
CANDIDATE_DOMAINS = ("example.org", "example.net", "mail.example.org", "post.example.net")
LONG_NAMES = (
    ("Maximiliane Theodora Wilhelmine", "Freifrau von Hohenwald-Rautenstrauch zu Wittelshofen"),
    ("Venkataraghavan Subrahmanya", "Chattopadhyay-Krishnamurthy"),
    ("Ana Beatriz da Conceição", "Vasconcelos de Albuquerque e Magalhães"),
)


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    email: str
    office: Office


def _pick(rng: Random, options: tuple[str, ...]) -> str:
    return options[int(rng.random() * len(options))]


class Addresses:
    """Makes each address once: the second `jiwoo.kim` becomes `jiwoo.kim2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def make(self, given: str, family: str, domain: str) -> str:
        local = f"{latin(given)}.{latin(family)}"[:48].strip(".-")
        key = f"{local}@{domain}"
        count = self._seen.get(key, 0) + 1
        self._seen[key] = count
        return key if count == 1 else f"{local}{count}@{domain}"


def invent(rng: Random, office: Office, addresses: Addresses, domain: str) -> Person:
    culture = office.cultures[int(rng.random() * len(office.cultures))]
    given, family = _pick(rng, culture.given), _pick(rng, culture.family)
    email = addresses.make(given, family, domain)
    return Person(native(given), native(family), email, office)


def staff(seed: int) -> Iterator[Person]:
    """Without end; the first people are the same whatever the number that is taken."""
    rng = Random(f"staff/{seed}")
    addresses = Addresses()
    while True:
        office = WEIGHTED[int(rng.random() * len(WEIGHTED))]
        yield invent(rng, office, addresses, STAFF_DOMAIN)


def candidate(rng: Random, office: Office, addresses: Addresses) -> Person:
    if rng.random() < 0.006:
        given, family = LONG_NAMES[int(rng.random() * len(LONG_NAMES))]
        email = addresses.make(given.split()[0], family.split()[-1], CANDIDATE_DOMAINS[0])
        return Person(given, family, email, office)
    return invent(rng, office, addresses, _pick(rng, CANDIDATE_DOMAINS))
