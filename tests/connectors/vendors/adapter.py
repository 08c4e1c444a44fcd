"""What a vendor gives to the contract suite: how its people change their world, and what must come of it.

The expectations are written by hand from the vendor's sheet and the table of words in the design, never read
from the connector. A new vendor is a file in `adapters/` and a line in `adapters/__init__.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.sandbox.webhooks import Post

App = Any
"""The vendor's app in the sandbox, `sandbox.apps[vendor]`."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A state that the vendor's sheet knows. `arrange` brings an interview, which is to come, into it;
    `expected` is our word, `shown` the vendor's own if it is not `word`.
    """

    word: str | None
    expected: str | None
    arrange: Callable[[App, str], object]
    shown: str | None = None

    @property
    def vendor_status(self) -> str | None:
        return self.word if self.shown is None else self.shown


def said(
    say: Callable[[App, str, str], object], table: Mapping[str, str | None]
) -> tuple[Word, ...]:
    """Words that a vendor says in one field: `{their word: ours}`; `say` makes an interview say one."""

    def word(theirs: str, ours: str | None) -> Word:
        return Word(word=theirs, expected=ours, arrange=lambda app, key: say(app, key, theirs))

    return tuple(word(*pair) for pair in table.items())


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """`interviews` is the path of the main list at the vendor (`*` allowed). Ids are the vendor's, as text."""

    vendor: str
    interviews: str
    words: tuple[Word, ...]
    cap: Callable[[App, int], object]
    """At most so many records on a page of the main list."""
    shown: Callable[[App], set[str]]
    """Interviews that the hub must have."""
    add: Callable[[App, datetime, datetime], str]
    move: Callable[[App, str, datetime], object]
    """To another start; what of it the hub shows is `moved`."""
    revoke: Callable[[App], object]
    """The credentials are worth nothing any more."""
    records: Callable[[App], int] | None = None
    """How many records the main list holds, if not one for each interview."""
    delete: Callable[[App, str], object] | None = None
    """None where the vendor never deletes an interview."""
    expire: Callable[[App], object] | None = None
    """Tokens end before their time; None where there are none."""
    options: Mapping[str, str] = field(default_factory=dict)
    moved: str = "start_at"
    paged: str = "interviews"
    """The list behind `interviews`, where it is not that of the interviews itself: those of a thousand people
    may stand on one page."""
    limit: int = 0
    """Calls that the vendor allows in its window; 0 where it tells no limit."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Credentials that the vendor refuses."""
    happens: tuple[Callable[[App], object], ...] = ()
    """Things of which the vendor sends a webhook, each to another record; none where it sends nothing."""
    listen: Callable[[App, str, Post], object] = lambda app, url, post: app.webhooks.add(
        url, post=post
    )
    """Sets up the vendor's webhook."""
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Faults that leave something wrong, with the reason."""
