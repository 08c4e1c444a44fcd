"""The API keys of a company, as its administrators see them."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from candidates.models import ApiKey


def living_keys(company_id: int, now: datetime) -> QuerySet[ApiKey]:
    """By name, with their accounts."""
    alive = Q(expires_at=None) | Q(expires_at__gt=now)
    return (
        ApiKey.objects.filter(alive, company_id=company_id, revoked_at=None)
        .prefetch_related("accounts")
        .order_by("name", "pk")
    )


def ended_keys(company_id: int, now: datetime) -> QuerySet[ApiKey]:
    """The newest end first."""
    over = Q(expires_at__lte=now) | Q(revoked_at__isnull=False)
    ended = F("revoked_at").desc(nulls_last=True)
    return ApiKey.objects.filter(over, company_id=company_id).order_by(ended, "-pk")


def key_called(company_id: int, pk: int) -> ApiKey | None:
    return ApiKey.objects.filter(company_id=company_id, pk=pk).first()
