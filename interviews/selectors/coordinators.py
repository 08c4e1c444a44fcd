"""Who of the colleagues arranges which interviews."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from candidates.models import Candidate, Membership, User
from candidates.selectors.coordinators import CoordinatedBy
from candidates.selectors.teams import colleagues
from interviews.coordination import Colleagues
from interviews.models import AtsUser, InterviewerIdentity

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


MOST_NAMED = 1000


@dataclass(frozen=True, slots=True)
class ArrangedBy:
    """Interviews that this user arranges; None is nobody. `organizers` are the vendors' users who are colleagues, and
    whom; `candidates` those whom the user looks after, None where they are too many: by number, so that each is found
    by an index.
    """

    user: int | None
    colleagues: tuple[int, ...]
    organizers: tuple[tuple[int, int], ...]
    candidates: tuple[int, ...] | None = None

    def __str__(self) -> str:
        """What stays the same from page to page of a list."""
        return str(self.user)

    @classmethod
    def of(cls, company_id: int, user: int | None, people: Colleagues) -> "ArrangedBy":
        """Two statements."""
        known = AtsUser.objects.filter(identity__in=list(people.known)).order_by("pk")
        organizers = tuple(
            (pk, people.known[one]) for pk, one in known.values_list("pk", "identity")
        )
        asked = cls(user, tuple(people.names), organizers)
        if user is None:
            return asked
        theirs = asked.looked_after.filter(company=company_id).values_list("pk", flat=True)
        keys = tuple(theirs[: MOST_NAMED + 1])
        return asked if len(keys) > MOST_NAMED else replace(asked, candidates=keys)

    @property
    def looked_after(self) -> QuerySet[Candidate]:
        rows: QuerySet[Candidate] = Candidate.objects.order_by()
        return rows.filter(CoordinatedBy(self.user, self.colleagues).where)

    @property
    def where(self) -> Q:
        """The same as `Colleagues.coordinator_of`, for the database."""
        chosen = Q(coordinator__in=self.colleagues)
        named = Q(organizer__in=[pk for pk, _user in self.organizers])
        if self.user is None:
            by_candidate = Q(candidate__coordinator__in=self.colleagues)
            by_project = Q(candidate__project__coordinator__in=self.colleagues)
            return ~chosen & ~named & ~by_candidate & ~by_project
        own = [pk for pk, user in self.organizers if user == self.user]
        theirs = self.looked_after.values("pk") if self.candidates is None else self.candidates
        return (
            Q(coordinator=self.user)
            | ~chosen & Q(organizer__in=own)
            | ~chosen & ~named & Q(candidate__in=theirs)
        )


HERE = Membership.objects.filter(company=OuterRef("company"), user__is_active=True)
CHOSEN_HERE = (
    Exists(HERE.filter(user=OuterRef("coordinator")))
    | Exists(HERE.filter(user=OuterRef("candidate__coordinator")))
    | Exists(HERE.filter(user=OuterRef("candidate__project__coordinator")))
)
