"""Fixed-window request counting on the sandbox's clock."""

from dataclasses import dataclass, field

UNLIMITED = 1_000_000
"""Told in the headers where limits are switched off, so that clients which obey headers run freely."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one caller has left after this request; instants in milliseconds."""

    allowed: bool
    limit: int
    remaining: int
    resets_at: int
    retry_after: int


@dataclass(slots=True)
class FixedWindow:
    limit: int
    seconds: int
    enabled: bool = True
    _counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, caller: str, now: int) -> Standing:
        """Counts one request of `caller` at `now` (milliseconds)."""
        span = self.seconds * 1000
        window = now // span
        resets_at = (window + 1) * span
        wait = max(1, -(-(resets_at - now) // 1000))
        if not self.enabled:
            return Standing(
                allowed=True,
                limit=UNLIMITED,
                remaining=UNLIMITED,
                resets_at=resets_at,
                retry_after=wait,
            )
        seen_window, used = self._counts.get(caller, (window, 0))
        used = used + 1 if seen_window == window else 1
        self._counts[caller] = (window, used)
        return Standing(used <= self.limit, self.limit, max(0, self.limit - used), resets_at, wait)
