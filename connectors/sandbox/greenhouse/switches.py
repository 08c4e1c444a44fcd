"""What no source confirms, as the sheet says: each is a choice here, and a test can make the other."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Switches:
    rsvp_bumps_interview: bool = False
    """Whether an answer to an invitation moves the interview's own `updated_at`."""
    panel_bumps_interview: bool = True
    brackets_accepted: bool = False
    """Whether `updated_at[gte]=…` works besides `updated_at=gte|…`."""
    cursor_seconds: int | None = None
    """Life of a v3 cursor; None is for ever."""
    revoke_older_tokens: bool = False
    token_seconds: int = 3600
    credentials_withdrawn: bool = False
    """Whether an administrator has deleted the credentials: no key is taken, no token given."""
    v1_retired: int | None = None
    """The status of every v1 and v2 answer after the shut-off; None while v1 is served."""
    refusal_status: int = 422
    """Of a v1 write to an interview that was not made through Harvest."""
    page_caps: dict[str, int] = field(default_factory=dict)
    """`{list: most rows on a page}`, whatever page size is asked for: small worlds with many pages."""

    def page_size(self, name: str, asked: int) -> int:
        return min(asked, self.page_caps.get(name, asked))
