"""Bring colleagues in, give them another role, let them go. Only owners deal with owners, and nobody with themselves,
so there is always one.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from candidates.mail.wording import Message
from candidates.models import Change, Membership, Project, ProjectRole, User
from candidates.services.access import (
    AccessError,
    check,
    check_role,
    end_membership,
    grant_role,
)
from candidates.services.changes import Origin, note_beside
from candidates.services.outbox import Desk, write_mails
from candidates.services.password_mails import Colleague, letter_to_colleague
from candidates.services.projects import add_role
from candidates.statuses import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """`part` is what they are in the projects, one of `projects.PARTS`."""

    email: str
    role: str
    first_name: str = ""
    last_name: str = ""
    projects: Collection[Project] = ()
    part: str = ""


@transaction.atomic
def invite(one: Newcomer, desk: Desk) -> Membership:
    """They sign in with their address, once they have chosen a password. Raises AccessError."""
    check_role(one.role)
    check_owners(one.role, desk=desk)
    email = User.objects.normalize_email(one.email.strip())
    check_new(email, desk)
    user = User(
        username=email.lower(), email=email, first_name=one.first_name, last_name=one.last_name
    )
    user.set_unusable_password()
    check(user)
    user.save()
    membership = grant_role(user=user, company=desk.company, role=one.role)
    note_beside(membership, Change.Kind.ADDED, {"role": [None, one.role]}, origin_of(desk))
    for project in one.projects:
        add_role(project, user, {one.part: True}, origin_of(desk))
    welcome(membership, desk)
    return membership


def check_new(email: str, desk: Desk) -> None:
    known = User.objects.filter(email__iexact=email) | User.objects.filter(username=email.lower())
    if known.filter(memberships__company=desk.company).exists():
        raise AccessError(gettext("%s belongs to your company already.") % email)
    if known.exists():
        raise AccessError(
            gettext("%s has an account in this hub already: whoever runs it can add them.") % email
        )


@transaction.atomic
def invite_again(membership: Membership, desk: Desk) -> None:
    """Another mail, for who has not been here yet. Raises AccessError."""
    if membership.user.last_login is not None or membership.user.has_usable_password():
        raise AccessError(gettext("%s can sign in already.") % name_of(membership))
    welcome(membership, desk)


def welcome(membership: Membership, desk: Desk) -> None:
    about = Colleague(
        user=membership.user, company=desk.company, role=membership.role, sender=desk.user
    )
    write_mails([letter_to_colleague(Message.WELCOME, about, now=desk.now)], at_once=True)


@transaction.atomic
def change_role(membership: Membership, role: str, desk: Desk) -> None:
    """Raises AccessError."""
    check_role(role)
    check_other(membership, desk)
    check_owners(role, membership.role, desk=desk)
    before = membership.role
    if before != role:
        grant_role(user=membership.user, company=desk.company, role=role)
        note_beside(membership, Change.Kind.UPDATED, {"role": [before, role]}, origin_of(desk))


@transaction.atomic
def let_go(membership: Membership, desk: Desk) -> None:
    """With their parts in projects; what they did stays theirs. Raises AccessError."""
    check_other(membership, desk)
    check_owners(membership.role, desk=desk)
    told = {"role": [membership.role, None]}
    note_beside(membership, Change.Kind.DELETED, told, origin_of(desk))
    ProjectRole.objects.filter(user=membership.user, project__company=desk.company).delete()
    end_membership(membership=membership)


def check_other(membership: Membership, desk: Desk) -> None:
    if membership.user_id == desk.user.pk:
        raise AccessError(gettext("Ask another administrator or owner to change your own role."))


def check_owners(*roles: str, desk: Desk) -> None:
    if Role.ACCOUNT_OWNER in roles and desk.role != Role.ACCOUNT_OWNER:
        raise AccessError(gettext("Only owners may make, change or let go an owner."))


def origin_of(desk: Desk) -> Origin:
    source = Change.Source.PAGE
    return Origin(company_id=desk.company.pk, source=source, at=desk.now, actor_id=desk.user.pk)


def name_of(membership: Membership) -> str:
    return membership.user.get_full_name() or membership.user.get_username()
