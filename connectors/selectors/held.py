"""What is kept of a connection, for whoever is about to remove it, and how far the removal is."""

from dataclasses import dataclass

from candidates.models import Candidate
from candidates.statuses import DeletedReason
from connectors.models import IntegratedAccount, WriteBack
from interviews.models import Interview
from interviews.services.mirror import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Numbers of rows that live; `buried` of all kinds of those that the removal made tombstones of."""

    interviews: int
    candidates: int
    rows: int
    buried: int
    waiting: int

    @property
    def total(self) -> int:
        return self.rows + self.buried


def held_by(account: IntegratedAccount) -> Held:
    rows = buried = 0
    for kind in KINDS.values():
        of_kind = kind.model.objects.filter(account=account)
        rows += of_kind.filter(deleted_at=None).count()
        buried += of_kind.filter(deleted_reason=DeletedReason.REMOVED).count()
    return Held(
        interviews=Interview.objects.filter(account=account, deleted_at=None).count(),
        candidates=Candidate.objects.filter(account=account, deleted_at=None).count(),
        rows=rows,
        buried=buried,
        waiting=WriteBack.objects.filter(account=account, state=WriteBack.State.QUEUED).count(),
    )
