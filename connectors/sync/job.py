"""All that one attempt at a run needs at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from candidates.models import Change
from candidates.services.changes import Origin
from connectors.base import Profile, Resource
from connectors.http import Client
from connectors.models import IntegratedAccount, SyncRun
from connectors.paging import Request
from connectors.services import runs
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page
from connectors.sync.shapes import Shape
from connectors.sync.tally import Tally

Clock = Callable[[], datetime]
Progress = Callable[[str, Tally], None]


def silent(resource: str, tally: Tally) -> None:
    """No progress shown."""


@dataclass(slots=True)
class Job:
    """All that one attempt at a run needs at hand; it began at `began_at`."""

    run: SyncRun
    account: IntegratedAccount
    profile: Profile
    client: Client
    clock: Clock
    began_at: datetime
    progress: Progress = silent
    failed: list[str] = field(default_factory=list)
    shapes: dict[str, Shape] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.account.company_id,
            account_id=self.account.pk,
            source=Change.Source.SYNC,
            run_id=self.run.pk,
            at=self.clock(),
        )

    def page_of(self, resource: Resource) -> Page:
        return Page(self.account, resource, self.origin, mapping_of(self.account))

    def mark(self, resource: Resource, tally: Tally, **checkpoint: object) -> None:
        """Count and set the checkpoint of a list, in the caller's transaction.

        Only a place where no attempt at the run was before is progress: a list that was begun anew, or a last page
        that is read once more, is none.
        """
        counts = Tally(**self.run.counts.get(resource.name, {}))
        counts.add(tally)
        self.run.counts[resource.name] = counts.as_json()
        before = self.run.checkpoint.get(resource.name, {})
        if checkpoint:
            again = {"anew": True} if before.get("anew") else {}
            self.run.checkpoint[resource.name] = checkpoint | again
        moved = self.run.checkpoint.get(resource.name, {}) != before and not before.get("anew")
        runs.keep(self.run, now=self.clock(), moved=moved or bool(checkpoint.get("done")))

    def forget(self, resource: Resource) -> None:
        """Begin a list anew."""
        self.run.checkpoint[resource.name] = {"anew": True}

    def tally_of(self, resource: Resource) -> Tally:
        return Tally(**self.run.counts.get(resource.name, {}))

    def place_in(self, resource: Resource) -> Request | None:
        """The page of a list to ask for next, once one was read."""
        kept = self.run.checkpoint.get(resource.name, {})
        return Request.from_json(kept["request"]) if "request" in kept else None
