"""What a person decides about records that vanished all at once."""

from django.db.models import QuerySet

from connectors.models import SyncState

DELETE, KEEP = "allowed", "keep"
DECISIONS = (DELETE, KEEP)


def decide(state: SyncState, decision: str) -> None:
    """They were really deleted (`allowed`), or they stay (`keep`). The next whole listing acts on it."""
    held = {name: value for name, value in (state.held or {}).items() if name not in DECISIONS}
    state.held = held | {decision: True}
    state.save(update_fields=["held"])


def decide_all(states: QuerySet[SyncState], decision: str) -> int:
    """How many lists it were."""
    held = list(states.exclude(held=None))
    for state in held:
        decide(state, decision)
    return len(held)


def ask_again(states: QuerySet[SyncState]) -> int:
    """Forget what was kept: the next whole listing finds it missing once more."""
    return states.exclude(kept=[]).update(kept=[])
