"""The password of a candidate."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from candidates.models import AccessToken, Candidate, Change, User
from candidates.selectors.password_reset import opens_reset
from candidates.services.changes import note
from candidates.services.tokens import end_sessions
from candidates.services.workflow import Asking, held
from candidates.statuses import CandidateStatus
from candidates.transitions import TransitionRefused

SET_WHILE = (CandidateStatus.INVITED, CandidateStatus.CONFIRMED, CandidateStatus.INTERVIEWING)


class WeakPassword(Exception):
    """`sentences` say what it lacks."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def set_password(
    candidate_id: int, password: str, asking: Asking, *, session: AccessToken | None = None
) -> Candidate:
    """Every session but this one ends; who has a password already needs one to choose another.

    Raises WeakPassword, TransitionRefused, and as `workflow.move` does.
    """
    with transaction.atomic():
        row = held(candidate_id, asking).row
        if row.status not in SET_WHILE:
            raise TransitionRefused(
                gettext("A password is set while an invitation is open, and this one is not.")
            )
        if row.password and session is None:
            raise TransitionRefused(gettext("There is a password already: sign in with it."))
        check(password, row)
        had, row.password = bool(row.password), make_password(password)
        row.version, row.updated_at = row.version + 1, asking.now
        row.save(update_fields=["password", "version", "updated_at"])
        note([(row, Change.Kind.UPDATED, {"has_password": [had, True]})], asking.origin)
        end_sessions(row, asking.now, but=session)
    return row  # type: ignore[no-any-return]


@transaction.atomic
def reset_password(candidate_id: int, token: str, password: str, asking: Asking) -> Candidate:
    """Another password, by the address of a mail: every session ends, and the address with them.

    Raises WeakPassword, TransitionRefused, and as `workflow.move` does.
    """
    row = held(candidate_id, asking).row
    if row.status not in SET_WHILE or not opens_reset(row, token):
        raise TransitionRefused(
            gettext("This address was used already, or is too old. Ask for another one.")
        )
    check(password, row)
    row.password = make_password(password)
    row.version, row.updated_at = row.version + 1, asking.now
    row.save(update_fields=["password", "version", "updated_at"])
    note([(row, Change.Kind.UPDATED, {"has_password": [True, True]})], asking.origin)
    end_sessions(row, asking.now)
    return row  # type: ignore[no-any-return]


def check(password: str, row: Candidate) -> None:
    """By the rules for people of the company; it may not be the candidate's name."""
    like = User(
        username=row.username or "",
        first_name=row.first_name or "",
        last_name=row.last_name or "",
        email=row.email or "",
    )
    try:
        validate_password(password, like)
    except ValidationError as weak:
        raise WeakPassword(weak.messages) from None
