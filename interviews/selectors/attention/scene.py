"""What the rules of a company are asked with: the moment, its numbers, and what its accounts tell at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from candidates.models import Company, Membership
from candidates.selectors.teams import ALL, read_by
from interviews.attention.thresholds import Thresholds
from interviews.models import Interview
from interviews.selectors.attention.limits import thresholds_of


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An account, as far as the queue names it; `silent_about` is what it never tells, `coordinators` whether it names
    who arranges an interview: it does if it lately did.
    """

    pk: int
    name: str
    vendor: str
    uuid: UUID
    silent_about: tuple[str, ...] = ()
    coordinators: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Rules about candidates look at those `among` whom the reader reads."""

    company_id: int
    now: datetime
    limits: Thresholds
    among: Q = ALL
    systems: Mapping[int, System] = field(default_factory=dict)

    def reached_at(self, address: str | None) -> str:
        """What stands for a name that is missing: to some readers no address is told."""
        return "" if self.among else address or ""

    def never(self, account: int | None, fact: str) -> bool:
        return account in self.silent(fact)

    def silent(self, fact: str) -> list[int]:
        return [pk for pk, one in self.systems.items() if fact in one.silent_about]

    def of_coordinators(self, account: int | None) -> bool:
        return account is None or account in self.telling

    @property
    def telling(self) -> list[int]:
        return [pk for pk, one in self.systems.items() if one.coordinators]


def scene_for(member: Membership, now: datetime) -> Scene:
    """As a colleague sees it."""
    return scene_of(member.company, now, read_by(member))


def scene_of(company: Company, now: datetime, among: Q = ALL) -> Scene:
    """Two statements."""
    limits = thresholds_of(company)
    span = limits.days("ahead")
    arranged = Interview.objects.filter(
        account=OuterRef("pk"),
        deleted_at=None,
        organizer__isnull=False,
        begins_at__gt=now - span,
        begins_at__lte=now + span,
    )
    accounts = company.accounts.annotate(coordinators=Exists(arranged)).order_by("name")
    return Scene(
        company_id=company.pk,
        now=now,
        among=among,
        limits=limits,
        systems={
            pk: System(
                pk=pk,
                name=name,
                vendor=vendor,
                uuid=uuid,
                silent_about=tuple(silent),
                coordinators=coordinators,
            )
            for pk, name, vendor, uuid, silent, coordinators in accounts.values_list(
                "pk", "name", "vendor", "uuid", "silent_about", "coordinators"
            )
        },
    )
