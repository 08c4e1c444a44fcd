"""Who is calling, and what they are here."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from rest_framework.request import Request

from candidates.models import AccessToken, ApiKey, Candidate, Company, User
from candidates.permissions import Part, Team, parts_of
from candidates.services.changes import Origin
from candidates.statuses import Scope


@dataclass(frozen=True, kw_only=True)
class Caller:
    """One of: a person with a `role` in the company, a candidate, an API key. `now` is when they called."""

    company: Company
    now: datetime
    role: str | None = None
    user: User | None = None
    candidate: Candidate | None = None
    key: ApiKey | None = None
    token: AccessToken | None = None

    @property
    def personal(self) -> bool:
        """Whether they may see e-mail addresses, phones and documents."""
        return self.key is None or Scope.PII in self.key.scopes

    @property
    def writes(self) -> bool:
        return self.key is None or Scope.WRITE in self.key.scopes

    @cached_property
    def accounts(self) -> tuple[int, ...] | None:
        """The connected accounts that they are limited to; None is no limit."""
        if self.key is None or not self.key.limited:
            return None
        return tuple(self.key.accounts.values_list("pk", flat=True))

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    def parts(self, team: Team, *, shared: bool = False) -> frozenset[Part]:
        if self.candidate is not None:
            return frozenset()
        return parts_of(self.role, team, shared=shared)

    def origin(self, source: str) -> Origin:
        return Origin(company_id=self.company.pk, source=source, at=self.now, actor_id=self.user_id)


def caller_of(request: Request) -> Caller:
    return cast("Caller", request.auth)
