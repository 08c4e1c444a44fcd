"""Notes beside a candidate, and wishes for another time with their answer."""

from django.db import transaction

from candidates.models import Change, Comment
from candidates.services.candidates import TWICE_WITHIN
from candidates.services.changes import Origin, note_beside
from candidates.services.workflow import locked


@transaction.atomic
def add_note(candidate_id: int, text: str, origin: Origin) -> Comment:
    """Whoever calls has checked that there is some text. The same form sent twice in a row is one note.

    Raises NoSuchCandidate.
    """
    locked(candidate_id, origin)
    same = Comment.objects.filter(
        candidate=candidate_id,
        author=origin.actor_id,
        kind=Comment.Kind.NOTE,
        text=text,
        at__gt=origin.at - TWICE_WITHIN,
    ).first()
    if same is not None:
        return same
    note = Comment.objects.create(
        candidate_id=candidate_id, author_id=origin.actor_id, text=text, at=origin.at
    )
    note_beside(note, Change.Kind.ADDED, {"kind": [None, note.kind]}, origin)
    return note


@transaction.atomic
def answer_wish(candidate_id: int, pk: int, origin: Origin) -> bool:
    """Mark a wish as answered; False where there is none that is open."""
    open_ones = Comment.objects.select_for_update().filter(
        candidate=candidate_id, candidate__company=origin.company_id, pk=pk
    )
    wish = open_ones.filter(kind=Comment.Kind.ASKED, answered_at=None).first()
    if wish is None:
        return False
    wish.answered_at = origin.at
    wish.save(update_fields=["answered_at"])
    note_beside(wish, Change.Kind.UPDATED, {"answered_at": [None, origin.at.isoformat()]}, origin)
    return True
