"""End the sessions of a person, all but the one they are in."""

from candidates.models import User, UserSession


def end_others(user: User, but: str | None) -> int:
    """How many there were."""
    rows = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or "")
    return rows.delete()[0]
