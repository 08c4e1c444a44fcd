"""Raise and resolve issues by published rules.

unreadable       raised when a record cannot be read; resolved when it can, or is gone
unknown_word     raised when a word is not in the table; resolved when no record uses it any more
refused, unreachable, garbage, request_refused, not_offered, crashed
                 raised when a run or a list fails; resolved by the next run that ends without it
many_gone        raised by the breaker; resolved by a decision, or when the records are listed again
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from connectors.models import IntegratedAccount, Issue, RemoteRecord

OPEN = (Issue.State.OPEN, Issue.State.SNOOZED)
OF_A_RUN = (
    Issue.Code.REFUSED,
    Issue.Code.UNREACHABLE,
    Issue.Code.GARBAGE,
    Issue.Code.REQUEST_REFUSED,
    Issue.Code.NOT_OFFERED,
    Issue.Code.CRASHED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an issue says; `subject` tells apart the issues of one code within an account."""

    code: str
    subject: str
    message: str
    advice: str = ""
    resource: str = ""
    remote_id: str = ""
    field: str = ""
    value: str = ""


def raise_issues(account: IntegratedAccount, findings: Iterable[Finding], now: datetime) -> None:
    """Open what is new, count what is open already: three statements, however many there are."""
    wanted = {(finding.code, finding.subject[:300]): finding for finding in findings}
    if not wanted:
        return
    subjects = {subject for _, subject in wanted}
    known = Issue.objects.filter(account=account, state__in=OPEN, subject__in=subjects)
    seen = {(issue.code, issue.subject): issue for issue in known}
    again = [issue.pk for key, issue in seen.items() if key in wanted]
    Issue.objects.filter(pk__in=again).update(count=F("count") + 1, last_seen_at=now)
    Issue.objects.bulk_create(
        Issue(
            company_id=account.company_id,
            account=account,
            code=finding.code,
            subject=subject,
            resource=finding.resource,
            remote_id=finding.remote_id[:200],
            field=finding.field[:200],
            value=finding.value[:500],
            message=finding.message,
            advice=finding.advice,
            first_seen_at=now,
            last_seen_at=now,
        )
        for (code, subject), finding in wanted.items()
        if (code, subject) not in seen
    )


def resolve(issues: Iterable[int], now: datetime) -> None:
    Issue.objects.filter(pk__in=list(issues)).update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_older(
    account: IntegratedAccount, codes: Iterable[str], *, than: datetime, now: datetime
) -> None:
    """Resolve what has not been seen again since a moment."""
    issues = Issue.objects.filter(
        account=account, state__in=OPEN, code__in=list(codes), last_seen_at__lt=than
    )
    issues.update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_about(account: IntegratedAccount, code: str, subject: str, now: datetime) -> None:
    issues = Issue.objects.filter(account=account, state__in=OPEN, code=code, subject=subject)
    issues.update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_settled(account: IntegratedAccount, now: datetime) -> None:
    """Resolve what the records themselves no longer show."""
    issues = Issue.objects.filter(
        account=account, state__in=OPEN, code__in=(Issue.Code.UNREADABLE, Issue.Code.UNKNOWN_WORD)
    )
    resolve((issue.pk for issue in issues if not still_true(issue)), now)


def still_true(issue: Issue) -> bool:
    records = RemoteRecord.objects.filter(
        account_id=issue.account_id, resource=issue.resource, deleted_at=None
    )
    if issue.code == Issue.Code.UNREADABLE:
        return (
            not issue.remote_id
            or records.filter(remote_id=issue.remote_id).exclude(problem="").exists()
        )
    return records.filter(unknown_words__contains=f"{issue.field} {issue.value}\n").exists()


def snooze(issue: Issue, *, until: datetime) -> None:
    issue.state, issue.snoozed_until = Issue.State.SNOOZED, until
    issue.save(update_fields=["state", "snoozed_until"])
