"""What hangs on a candidate who is erased: their interviews and applications become tombstones without words."""

from collections.abc import Iterable

from django.db.models import Q

from candidates.services.changes import Origin
from candidates.services.erasure import blank_past
from candidates.services.mirror import draft_rows, save
from candidates.statuses import DeletedReason
from interviews.models import Application, Conflict, Interview

WORDS = ("title", "location", "meeting_url")


def erase_interviews(candidate_id: int, *, origin: Origin) -> None:
    """Call inside a transaction."""
    interviews = draft_rows(Interview.objects.filter(candidate=candidate_id))
    applications = draft_rows(Application.objects.filter(candidate=candidate_id))
    for draft in interviews:
        for name in WORDS:
            setattr(draft.row, name, None)
    for draft in [*interviews, *applications]:
        draft.row.deleted_at = draft.row.deleted_at or origin.at
        draft.row.deleted_reason = DeletedReason.ERASED.value
    save(interviews, origin)
    save(applications, origin)
    keys = [draft.row.pk for draft in interviews]
    blank_past(Interview, "interview", keys, WORDS)
    forget_reasons(keys)


def blank_interviews(candidates: Iterable[int]) -> None:
    """Of people whom their vendor anonymized: what their interviews were called before is told no longer."""
    keys = Interview.objects.filter(candidate__in=list(candidates)).values_list("pk", flat=True)
    blank_past(Interview, "interview", list(keys), WORDS)
    forget_reasons(list(keys))


def forget_reasons(interviews: list[int]) -> None:
    """Why somebody said that a conflict is fine may tell of the candidate; that they said so stays."""
    rows = Conflict.objects.filter(Q(first__in=interviews) | Q(second__in=interviews))
    keys = list(rows.values_list("pk", flat=True))
    Conflict.objects.filter(pk__in=keys).exclude(override_reason="").update(override_reason="")
    blank_past(Conflict, "conflict", keys, ("override_reason",))
