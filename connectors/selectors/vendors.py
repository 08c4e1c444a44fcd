"""What a vendor is called, its monogram, and what it never tells."""

from dataclasses import dataclass

from connectors.base import Profile
from connectors.models import IntegratedAccount
from connectors.vendors import CONNECTORS


@dataclass(frozen=True, slots=True)
class Badge:
    label: str
    code: str


def badge_of(vendor: str) -> Badge:
    connector = CONNECTORS.get(vendor)
    if connector is None:
        return Badge(vendor.capitalize(), vendor[:2].upper())
    return Badge(connector.label, connector.code)


def profile_of(account: IntegratedAccount) -> Profile:
    """How the account's vendor is spoken to, as its options want it."""
    return CONNECTORS[account.vendor].profile(account.options)


def silent_about(profile: Profile) -> list[str]:
    """What the vendor never tells of an interview: `panel`, `place`, `attendance`."""
    told = {
        (recipe.kind, name)
        for resource in profile.resources
        for recipe in resource.makes
        for name in recipe.picks
    }
    silent = []
    if ("interviewer", "remote_id") not in told:
        silent.append("panel")
    if not told & {("interview", "location"), ("interview", "meeting_url")}:
        silent.append("place")
    if not profile.attendance:
        silent.append("attendance")
    return silent


def told_of(account: IntegratedAccount) -> Profile | None:
    """None where the vendor is not connected through this version of the hub, or its options are unknown to it."""
    try:
        return profile_of(account)
    except KeyError:
        return None
