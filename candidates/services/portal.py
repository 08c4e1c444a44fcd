"""What a candidate does in the portal. Moves go by the same table as everybody's."""

from collections.abc import Mapping

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from candidates.models import Candidate, Comment
from candidates.services.candidates import edit_candidate
from candidates.services.login_throttling import count_guess, was_right
from candidates.services.passwords import set_password
from candidates.services.workflow import Asking, held, move
from candidates.transitions import OPEN, TransitionRefused

MOST_GUESSES = 10


@transaction.atomic
def confirm(candidate_id: int, password: str, asking: Asking) -> Candidate:
    """With a password where there is none yet, both or neither. Raises WeakPassword, and as `workflow.move` does.

    Who was confirmed already only gets the password.
    """
    if password:
        candidate = set_password(candidate_id, password, asking)
        if candidate.status != OPEN[0]:
            return candidate
    return move(candidate_id, "advance", asking)


def knows_password(candidate: Candidate, password: str, asking: Asking) -> bool:
    """Raises TooManyGuesses, whether or not it is right."""
    about = f"portal {candidate.pk}"
    count_guess(about, most=MOST_GUESSES, now=asking.now)
    right = check_password(password, candidate.password)
    if right:
        was_right(about)
    return right


@transaction.atomic
def ask_for_time(candidate_id: int, text: str, asking: Asking) -> Comment:
    """One wish at a time. Raises TransitionRefused."""
    candidate = held(candidate_id, asking).row
    if candidate.status not in OPEN or candidate.deadline <= asking.now:
        raise TransitionRefused(gettext("This invitation is not open any more."))
    if open_wishes(candidate_id).exists():
        raise TransitionRefused(
            gettext("You have asked for another time already. Take that back first.")
        )
    return Comment.objects.create(
        candidate=candidate, kind=Comment.Kind.ASKED, text=text, at=asking.now
    )


@transaction.atomic
def take_back(candidate_id: int, asking: Asking) -> None:
    """The wish for another time is gone as if it had not been."""
    held(candidate_id, asking)
    open_wishes(candidate_id).delete()


def open_wishes(candidate_id: int) -> QuerySet[Comment]:
    return Comment.objects.filter(
        candidate_id=candidate_id, kind=Comment.Kind.ASKED, answered_at=None
    )


def prefer(candidate_id: int, asking: Asking, chosen: Mapping[str, str]) -> None:
    """`language` or `time_zone`: mails follow it too."""
    edit_candidate(candidate_id, chosen, origin=asking.origin)
