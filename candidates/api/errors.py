"""What the rules refuse, as an answer: `{"detail": …}`, or `{field: [sentence, …]}` where a field is at fault."""

from typing import Any

from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError

from candidates.permissions import NotAllowed
from candidates.services.access import AccessError
from candidates.services.candidates import NotKeptHere
from candidates.services.workflow import MovedMeanwhile, NoSuchCandidate
from candidates.transitions import TransitionRefused


class Refused(APIException):
    """Not possible as things are: a sentence, not about a field."""

    status_code = 400
    default_code = "refused"


class Conflict(APIException):
    """Somebody was quicker. `current` is how it is now."""

    status_code = 409
    default_code = "conflict"

    def __init__(self, sentence: str, current: Any = None) -> None:
        super().__init__(sentence)
        if current is not None:
            told: Any = {"detail": sentence, "current": current}
            self.detail = told


def as_answer(error: Exception) -> Exception:
    """What the floors below refuse; any other error as it is."""
    match error:
        case NotAllowed():
            return PermissionDenied(str(error))
        case NoSuchCandidate():
            return NotFound()
        case TransitionRefused() | NotKeptHere() | AccessError():
            return Refused(str(error))
        case MovedMeanwhile():
            return Conflict(str(error))
    return error


def field_error(name: str, *sentences: str) -> ValidationError:
    return ValidationError({name: list(sentences)})
