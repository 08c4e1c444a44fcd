"""Every rule with where its rows come from, those that can be the worst first."""

from collections.abc import Iterable

from interviews.attention.facts import SEVERITIES, Finding
from interviews.ports import ports
from interviews.selectors.attention import calendars, meetings, prospects, seats
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.sources import AnySource, Listed


def of_connections(scene: Scene) -> Iterable[Finding]:
    return ports.watch.findings(scene.company_id, scene.now, scene.limits)


CONNECTIONS = Listed(
    codes=("sync.failing", "sync.stale", "sync.drift"), worst="critical", findings=of_connections
)
SOURCES: tuple[AnySource, ...] = tuple(
    sorted(
        (*calendars.SOURCES, *meetings.SOURCES, *seats.SOURCES, *prospects.SOURCES, CONNECTIONS),
        key=lambda one: SEVERITIES.index(one.worst),
    )
)


def sources_of(code: str) -> tuple[AnySource, ...]:
    """All of them where no rule is named."""
    return tuple(one for one in SOURCES if code in ("", *one.codes))
