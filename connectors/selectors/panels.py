"""Who sits on a panel, compared with who is wanted there."""

from collections.abc import Iterable, Mapping, Sequence

from connectors.base import Seat
from interviews.models import Interview, Interviewer


def panel_of(interview: Interview) -> list[str]:
    """A user by the vendor's id, a guest by address; in one order."""
    return sorted(seat.user_remote_id or address(seat) for seat in live(interview))


def with_answers(interview: Interview, seats: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """`Seat` as JSON: whoever sits there already keeps what they have answered, in the vendor's word."""
    panel = live(interview)
    return [dict(seat) | {"answer": answer_of(panel, Seat(**seat))} for seat in seats]


def answer_of(panel: Iterable[Interviewer], wanted: Seat) -> str:
    found = (seat.vendor_response_status for seat in panel if is_same(seat, wanted))
    return next(found, None) or ""


def seated(interview: Interview, wanted: Sequence[Seat]) -> bool:
    """Whether exactly these sit there."""
    panel = live(interview)
    return len(panel) == len(wanted) and all(
        any(is_same(seat, one) for seat in panel) for one in wanted
    )


def is_same(seat: Interviewer, wanted: Seat) -> bool:
    if wanted.user_remote_id and seat.user_remote_id:
        return wanted.user_remote_id == str(seat.user_remote_id)
    return wanted.email != "" and wanted.email.lower() == address(seat)


def live(interview: Interview) -> list[Interviewer]:
    return list(Interviewer.objects.filter(interview=interview, deleted_at=None))


def address(seat: Interviewer) -> str:
    return str(seat.email or "").lower()
