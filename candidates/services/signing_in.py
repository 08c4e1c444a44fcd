"""A password for a session of the candidates' API, for people of a company and for candidates alike."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db.models import Q

from candidates.models import Candidate, Company, User
from candidates.selectors.tokens import is_welcome
from candidates.services.login_throttling import count_guess, was_right
from candidates.services.tokens import issue_token

MOST_FOR_A_NAME = 10
MOST_FROM_ONE_PLACE = 100
NOBODY = "!"
"""No password fits it; trying takes as long as with any other."""


class WrongCredentials(Exception):
    """Who or what was wrong is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`name` is a user name or an e-mail address; `company` a slug, "" for the only company; `origin` the
    network address it comes from.
    """

    company: str
    name: str
    password: str
    origin: str

    @property
    def guessed_at(self) -> dict[str, int]:
        """What may be guessed at how often."""
        whose = f"sign-in {self.company} {self.name.lower()}"
        return {whose: MOST_FOR_A_NAME, f"sign-in from {self.origin}": MOST_FROM_ONE_PLACE}


def sign_in(claim: Claim, *, now: datetime, days: int | None = None) -> str:
    """The secret of a new token. Raises TooManyGuesses, or WrongCredentials after the same time whatever was
    wrong.
    """
    for about, most in claim.guessed_at.items():
        count_guess(about, most=most, now=now)
    company = company_meant(claim.company)
    user = user_called(company, claim.name)
    candidate = None if user else candidate_called(company, claim.name)
    one = user or candidate
    right = check_password(claim.password, one.password if one and one.password else NOBODY)
    if company is None or one is None or not right or not may_begin(one):
        raise WrongCredentials
    for about in claim.guessed_at:
        was_right(about)
    return issue_token(company=company, user=user, candidate=candidate, now=now, days=days)[1]


def company_meant(slug: str) -> Company | None:
    if slug:
        return Company.objects.filter(slug=slug).first()
    companies = list(Company.objects.order_by("pk")[:2])
    return companies[0] if len(companies) == 1 else None


def user_called(company: Company | None, name: str) -> User | None:
    """The user name comes before the e-mail address; an address that several have is nobody's."""
    rows = User.objects.filter(memberships__company=company)
    exact = rows.filter(username=name).first()
    if exact is not None:
        return exact
    same = list(rows.filter(email__iexact=name)[:2])
    return same[0] if len(same) == 1 else None


def candidate_called(company: Company | None, name: str) -> Candidate | None:
    """Of several with the address, the one who was invited last."""
    rows = Candidate.objects.filter(company=company, account=None, deleted_at=None)
    known = rows.filter(Q(username=name) | Q(email__iexact=name)).exclude(password="")
    return known.order_by("-invited_at", "-pk").first()


def may_begin(one: User | Candidate) -> bool:
    return one.is_active if isinstance(one, User) else is_welcome(one)
