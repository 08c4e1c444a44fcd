"""Tell where a vendor's list no longer looks as it did. The rules are in connectors/sync/shapes.py."""

from connectors.base import Resource
from connectors.models import Issue, SyncState
from connectors.services import issues
from connectors.services.issues import Finding
from connectors.sync.job import Job
from connectors.sync.shapes import SIZES_KEPT, Drift, Shape, compare, learned, volume

CODES = (
    Issue.Code.FIELD_GONE,
    Issue.Code.FIELD_EMPTY,
    Issue.Code.FIELD_TYPE,
    Issue.Code.VOLUME,
)
SEEN_WHOLE = 0.95


def judge(job: Job, resource: Resource, state: SyncState, size: int, *, decided: bool) -> None:
    """Raise and resolve by a whole listing of `size` records, and learn from it; the caller saves the state.

    A listing that was read in several attempts is not judged by its last part. `decided`: a person said that
    records are really gone, so a smaller list is no news.
    """
    shape = job.shapes.get(resource.name, Shape())
    if shape.read < SEEN_WHOLE * size:
        return
    fields = state.shape.get("fields", {})
    sizes: list[int] = [] if decided else state.shape.get("sizes", [])
    drifts = compare(fields, shape)
    length = volume(sizes, size)
    state.shape = {
        "fields": learned(fields, shape, drifts),
        "sizes": [*sizes, size][-SIZES_KEPT:],
    }
    now = job.clock()
    told = [*drifts, length] if length else drifts
    issues.raise_issues(job.account, [finding(resource, drift) for drift in told], now)
    issues.resolve_but(job.account, CODES, resource.name, [subject(resource, d) for d in told], now)


def subject(resource: Resource, drift: Drift) -> str:
    return f"{resource.name} {drift.path} {drift.kind}"


def finding(resource: Resource, drift: Drift) -> Finding:
    return Finding(
        code=drift.kind,
        subject=subject(resource, drift),
        resource=resource.name,
        field=drift.path,
        told={
            "wrong": drift.kind,
            "do": "volume" if drift.kind == "volume" else "contract",
            "list": resource.name,
            "field": drift.path,
            "before": drift.before,
            "now": drift.now,
        },
    )
