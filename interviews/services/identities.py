"""Which interviewer sits in a seat: found by the user, else by the address; who is not known yet is made known."""

from collections.abc import Iterable

from interviews.models import AtsUser, Interviewer, InterviewerIdentity

LONGEST_EMAIL = 320


def identities_of(company_id: int, seats: Iterable[Interviewer]) -> dict[int, int]:
    """`{seat: interviewer}`, each the one whom it is joined to. A seat with neither user nor address is nobody's."""
    here = list(seats)
    by_user = {seat.user_id: seat.user.identity_id for seat in here if seat.user is not None}
    by_user |= users_without_address(company_id, [seat.user for seat in here if seat.user])
    emails = {folded(seat.email) for seat in here if seat.user is None and seat.email}
    by_email = known_by_address(company_id, emails, here)
    found: dict[int, int] = {}
    for seat in here:
        own = by_user.get(seat.user_id) if seat.user else by_email.get(folded(seat.email))
        if own is not None:
            found[seat.pk] = own
    roots = joined(set(found.values()))
    return {seat: roots.get(own, own) for seat, own in found.items()}


def folded(email: str | None) -> str:
    return (email or "").lower()[:LONGEST_EMAIL]


def users_without_address(company_id: int, users: Iterable[AtsUser]) -> dict[int | None, int]:
    """Whom nobody can match by an address is somebody all the same."""
    alone = {user.pk: user for user in users if user.identity_id is None}
    made: dict[int | None, int] = {}
    for pk, user in sorted(alone.items()):
        identity = InterviewerIdentity.objects.create(company_id=company_id, name=user.name or "")
        made[pk] = user.identity_id = identity.pk
    AtsUser.objects.bulk_update(alone.values(), ["identity"])
    return made


def known_by_address(
    company_id: int, emails: set[str], seats: Iterable[Interviewer]
) -> dict[str, int]:
    if not emails:
        return {}
    people = InterviewerIdentity.objects.filter(company=company_id, email__in=emails)
    known = dict(people.values_list("email", "pk"))
    names = {folded(seat.email): seat.name or "" for seat in seats}
    new = [
        InterviewerIdentity(company_id=company_id, email=email, name=names[email])
        for email in sorted(emails - known.keys())
    ]
    if new:
        InterviewerIdentity.objects.bulk_create(new, ignore_conflicts=True)
        known = dict(people.values_list("email", "pk"))
    return {email: pk for email, pk in known.items() if email is not None}


def joined(identities: set[int]) -> dict[int, int]:
    rows = InterviewerIdentity.objects.filter(pk__in=identities, joined_to__isnull=False)
    return dict(rows.values_list("pk", "joined_to_id"))
