"""Who may come in: the company that is meant, people with their role, API keys.

Owners and administrators are staff, so the admin site lets them in; there a person sees only companies
they belong to, and the role decides what they may do. A superuser is a different thing, made by Django's own
`createsuperuser` for whoever runs the machine.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from candidates.models import ApiKey, Company, Membership, User
from candidates.networks import network_of
from candidates.selectors.access import MANAGERS, digest_of
from candidates.statuses import Role, Scope

KEY_MARK = "ihk_"
KEY_BYTES = 32
PREFIX_LENGTH = 12
DEFAULT_SCOPES = (Scope.READ.value, Scope.PII.value)
USE_NOTED_EVERY = timedelta(minutes=1)


class AccessError(Exception):
    """What was asked for cannot be had; the text is a sentence that says why and what is valid."""


def the_company(slug: str | None) -> Company:
    """The company named, or the only one; on an empty database one named `main` is made."""
    if slug is None:
        return default_company()
    company = Company.objects.filter(slug=slug).first()
    if company is None:
        raise AccessError(
            _("There is no company “%(slug)s”. Valid companies: %(valid)s.")
            % {"slug": slug, "valid": valid_companies()}
        )
    return company


def default_company() -> Company:
    companies = list(Company.objects.order_by("pk")[:2])
    if len(companies) > 1:
        raise AccessError(
            _("There are several companies: name one of %(valid)s.") % {"valid": valid_companies()}
        )
    if companies:
        return companies[0]
    return Company.objects.get_or_create(slug="main", defaults={"name": "main"})[0]


def valid_companies() -> str:
    slugs = Company.objects.order_by("slug").values_list("slug", flat=True)
    return ", ".join(slugs) or _("none yet")


@transaction.atomic
def create_user(*, username: str, email: str, role: str, company: Company, password: str) -> User:
    check_role(role)
    if not email.strip():
        raise AccessError(_("An e-mail address is needed."))
    user = User(
        username=User.normalize_username(username),
        email=User.objects.normalize_email(email.strip()),
    )
    check_password_strength(password, user)
    user.set_password(password)
    check(user)
    user.save()
    grant_role(user=user, company=company, role=role)
    return user


def choose_password(*, user: User, password: str) -> None:
    """The form has asked the rules. Sessions that know the old one end."""
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def grant_role(*, user: User, company: Company, role: str) -> Membership:
    """Make somebody a member, or give a member another role; whether they are staff follows."""
    check_role(role)
    membership, _made = Membership.objects.update_or_create(
        user=user, company=company, defaults={"role": role}
    )
    settle_staff(user)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership) -> None:
    membership.delete()
    settle_staff(membership.user)


def settle_staff(user: User) -> None:
    """Staff are those who administer a company, and superusers."""
    user.is_staff = user.is_superuser or user.memberships.filter(role__in=MANAGERS).exists()
    user.save(update_fields=["is_staff"])


def check_role(role: str) -> None:
    if role not in Role.values:
        raise AccessError(
            _("There is no role “%(role)s”. Valid roles: %(valid)s.")
            % {"role": role, "valid": ", ".join(Role.values)}
        )


def check_password_strength(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccessError(" ".join(error.messages)) from None


def plan_api_key(
    *,
    company: Company,
    name: str,
    scopes: Iterable[str] = (),
    accounts: Iterable[models.Model] = (),
    expires_at: datetime | None = None,
    networks: Iterable[str] = (),
    rate_limit: int | None = None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A key and its secret, not stored, nor checked against other keys; AccessError where it makes no sense."""
    if any(vars(account)["company_id"] != company.pk for account in accounts):
        raise AccessError(_("A key can only be limited to accounts of its own company."))
    if expires_at is not None and expires_at <= now:
        raise AccessError(_("The key would have expired already: choose a later moment."))
    if rate_limit is not None and rate_limit < 1:
        raise AccessError(_("A limit is one call a minute or more; leave it empty for no limit."))
    secret = KEY_MARK + secrets.token_urlsafe(KEY_BYTES)
    key = ApiKey(
        company=company,
        name=name.strip(),
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of(secret),
        scopes=known_scopes(scopes),
        expires_at=expires_at,
        networks=known_networks(networks),
        rate_limit=rate_limit,
    )
    return key, secret


@transaction.atomic
def create_api_key(
    *,
    company: Company,
    name: str,
    scopes: Iterable[str] = (),
    accounts: Iterable[models.Model] = (),
    expires_at: datetime | None = None,
    networks: Iterable[str] = (),
    rate_limit: int | None = None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """The key and its secret, which is nowhere else: only its digest is stored.

    No scope given means reading with personal data. `accounts` limits the key to these accounts of the
    company; none means all of them.
    """
    limits: list[Any] = list(accounts)
    key, secret = plan_api_key(
        company=company,
        name=name,
        scopes=scopes,
        accounts=limits,
        expires_at=expires_at,
        networks=networks,
        rate_limit=rate_limit,
        now=now,
    )
    key.limited = bool(limits)
    check(key)
    key.save()
    key.accounts.set(limits)
    return key, secret


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """In the order of `Scope`, each once."""
    wanted = set(scopes) or set(DEFAULT_SCOPES)
    unknown = sorted(wanted - set(Scope.values))
    if unknown:
        raise AccessError(
            _("There is no scope “%(scope)s”. Valid scopes: %(valid)s.")
            % {"scope": "”, “".join(unknown), "valid": ", ".join(Scope.values)}
        )
    return [scope for scope in Scope.values if scope in wanted]


def known_networks(texts: Iterable[str]) -> list[str]:
    """As they are written in CIDR, each once."""
    try:
        return list(dict.fromkeys(network_of(text) for text in texts))
    except ValueError as problem:
        raise AccessError(
            _(
                "“%(text)s” is no address and no network: write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32."
            )
            % {"text": problem}
        ) from None


def revoke_api_key(*, key: ApiKey, now: datetime) -> bool:
    """Whether it was still alive. From now on the key opens nothing; it can never be brought back."""
    revoked = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)
    key.refresh_from_db(fields=["revoked_at"])
    return bool(revoked)


def note_use(key: ApiKey, now: datetime) -> None:
    """Remember when a key was last used, at most once a minute: reading must not cost a write each time."""
    stale = now - USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at <= stale:
        unused = models.Q(last_used_at=None) | models.Q(last_used_at__lte=stale)
        ApiKey.objects.filter(unused, pk=key.pk).update(last_used_at=now)
        key.last_used_at = now


def check(row: models.Model) -> None:
    """The model's own rules, as one sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise AccessError(
            " ".join(
                message if name == "__all__" else f"{field_title(row, name)}: {message}"
                for name, messages in error.message_dict.items()
                for message in messages
            )
        ) from None


def field_title(row: models.Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))
