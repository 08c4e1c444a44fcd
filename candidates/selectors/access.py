"""Who is asking: the membership and company of a person, the API key behind a secret."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.utils.crypto import constant_time_compare

from candidates.models import ApiKey, Company, Membership, User
from candidates.selectors.prepared_queries import Prepared
from candidates.statuses import Role

Person = User | AnonymousUser

MANAGERS = (Role.ACCOUNT_OWNER.value, Role.ACCOUNT_ADMIN.value)


def membership_of(user: Person) -> Membership | None:
    """The oldest membership, with its company: the one that pages work in."""
    if not user.is_authenticated:
        return None
    memberships = memberships_of(user).select_related("company")
    return memberships.order_by("pk").first()


def company_of(user: Person) -> Company | None:
    membership = membership_of(user)
    return membership.company if membership else None


def role_of(user: Person, company: Company) -> str | None:
    return memberships_of(user).filter(company=company).values_list("role", flat=True).first()


def memberships_of(user: Person) -> QuerySet[Membership]:
    if not isinstance(user, User):
        return Membership.objects.none()
    return Membership.objects.filter(user=user)


def may_manage(user: Person, company: Company) -> bool:
    """Whether this person may connect accounts, make keys and read raw records of the company."""
    return managed_companies(user).filter(pk=company.pk).exists()


def companies_of(user: Person) -> QuerySet[Company]:
    """What this person may see at all; a superuser sees every company."""
    return all_or(user, memberships_of(user))


def managed_companies(user: Person) -> QuerySet[Company]:
    return all_or(user, memberships_of(user).filter(role__in=MANAGERS))


def all_or(user: Person, memberships: QuerySet[Membership]) -> QuerySet[Company]:
    if user.is_superuser:
        return Company.objects.all()
    return Company.objects.filter(pk__in=memberships.values("company"))


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal; the secret holds 256 random bits, so no salt and no slow hash is needed."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def find_key(secret: str, *, now: datetime) -> ApiKey | None:
    """The living key behind a secret, with its company; None if unknown, revoked or expired.

    The look-up is by digest, so its time says nothing about the secret.
    """
    digest = digest_of(secret)
    found = keys_by_digest().run(digest=digest)
    key = key_of(found[0]) if found else None
    if key is None or not constant_time_compare(key.digest, digest):
        return None
    alive = key.revoked_at is None and (key.expires_at is None or key.expires_at > now)
    return key if alive else None


@cache
def keys_by_digest() -> Prepared:
    mark = "digest"
    columns = (*KEY_COLUMNS, *(f"company__{name}" for name in COMPANY_COLUMNS))
    return Prepared(ApiKey.objects.filter(digest=mark).values_list(*columns), {"digest": mark})


def key_of(values: tuple[Any, ...]) -> ApiKey:
    key = ApiKey.from_db(DEFAULT_DB_ALIAS, KEY_COLUMNS, values[: len(KEY_COLUMNS)])
    key.company = Company.from_db(DEFAULT_DB_ALIAS, COMPANY_COLUMNS, values[len(KEY_COLUMNS) :])
    return key


def columns_of(model: type[Model]) -> tuple[str, ...]:
    return tuple(column.attname for column in model._meta.concrete_fields)


KEY_COLUMNS, COMPANY_COLUMNS = columns_of(ApiKey), columns_of(Company)
