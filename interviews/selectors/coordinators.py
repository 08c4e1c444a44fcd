"""Who of the colleagues arranges which interviews."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from candidates.models import Membership, User
from candidates.selectors.teams import colleagues
from interviews.coordination import Colleagues
from interviews.models import InterviewerIdentity

MINE, UNASSIGNED = "mine", "unassigned"


def called(user: User) -> str:
    """A colleague's name, else what they sign in with."""
    return user.get_full_name() or user.username


def colleagues_of(company_id: int) -> Colleagues:
    """By name. Two statements."""
    return among(company_id, colleagues(company_id).order_by("first_name", "username"))


def among(company_id: int, people: Iterable[User]) -> Colleagues:
    """The vendors' people are known as colleagues by their e-mail. One statement beside those for the people."""
    users = list(people)
    by_mail = {one.email.lower(): one.pk for one in users if one.email}
    known = InterviewerIdentity.objects.filter(company_id=company_id, email__in=list(by_mail))
    return Colleagues(
        {one.pk: called(one) for one in users},
        {pk: by_mail[email or ""] for pk, email in known.values_list("pk", "email")},
    )


@dataclass(frozen=True, slots=True)
class ArrangedBy:
    """Interviews that this user arranges; None is nobody. The rest is who could."""

    user: int | None
    colleagues: tuple[int, ...]
    known: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, user: int | None, people: Colleagues) -> "ArrangedBy":
        return cls(user, tuple(people.names), tuple(people.known.items()))

    @property
    def where(self) -> Q:
        """The same as `Colleagues.coordinator_of`, for the database."""
        chosen = Q(coordinator__in=self.colleagues)
        named = Q(organizer__identity__in=[person for person, _user in self.known])
        by_candidate = Q(candidate__coordinator__in=self.colleagues)
        by_project = Q(candidate__project__coordinator__in=self.colleagues)
        if self.user is None:
            return ~chosen & ~named & ~by_candidate & ~by_project
        own = [person for person, user in self.known if user == self.user]
        return (
            Q(coordinator=self.user)
            | ~chosen & Q(organizer__identity__in=own)
            | ~chosen & ~named & Q(candidate__coordinator=self.user)
            | ~chosen & ~named & ~by_candidate & Q(candidate__project__coordinator=self.user)
        )


HERE = Membership.objects.filter(company=OuterRef("company"), user__is_active=True)
CHOSEN_HERE = (
    Exists(HERE.filter(user=OuterRef("coordinator")))
    | Exists(HERE.filter(user=OuterRef("candidate__coordinator")))
    | Exists(HERE.filter(user=OuterRef("candidate__project__coordinator")))
)
