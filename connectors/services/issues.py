"""Raise and resolve issues by published rules.

unreadable       raised when a record cannot be read; resolved when it can, or is gone
unknown_word     raised when a word is not in the table; resolved when no record uses it any more
refused, unreachable, garbage, request_refused, not_offered, crashed
                 raised when a run or a list fails; resolved by the next run that ends without it
many_gone        raised by the breaker; resolved by a decision, or when the records are listed again
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

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
        (
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
        ),
        ignore_conflicts=True,  # somebody else may have told it just now
    )


def resolve(issues: Iterable[int], now: datetime) -> None:
    Issue.objects.filter(pk__in=list(issues)).update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_older(
    account: IntegratedAccount,
    codes: Iterable[str],
    *,
    than: datetime,
    now: datetime,
    resources: Sequence[str] = (),
) -> None:
    """Resolve what has not been seen again since a moment; with `resources`, only what is about those."""
    issues = Issue.objects.filter(
        account=account, state__in=OPEN, code__in=list(codes), last_seen_at__lt=than
    )
    if resources:
        issues = issues.filter(resource__in=[*resources, ""])
    issues.update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_about(account: IntegratedAccount, code: str, subject: str, now: datetime) -> None:
    issues = Issue.objects.filter(account=account, state__in=OPEN, code=code, subject=subject)
    issues.update(state=Issue.State.RESOLVED, resolved_at=now)


def resolve_settled(
    account: IntegratedAccount, now: datetime, *, nameless_before: datetime | None = None
) -> None:
    """Resolve what the records themselves no longer show.

    A record without an id is in no table: it is gone if everything was read since `nameless_before` and it
    was not among it.
    """
    issues = Issue.objects.filter(account=account, state__in=OPEN)
    unreadable = issues.filter(code=Issue.Code.UNREADABLE)
    if nameless_before:
        nameless = unreadable.filter(remote_id="", last_seen_at__lt=nameless_before)
        resolve(nameless.values_list("pk", flat=True), now)
    settle(unreadable.exclude(remote_id=""), unreadable_now, now)
    settle(issues.filter(code=Issue.Code.UNKNOWN_WORD), unknown_now, now)


def settle(
    issues: QuerySet[Issue],
    true_now: Callable[[QuerySet[RemoteRecord]], set[tuple[str, str]]],
    now: datetime,
) -> None:
    """Resolve those whose list and cause are not among what is true of the account's records now."""
    told = list(issues.only("pk", "account", "code", "resource", "remote_id", "field", "value"))
    if told:
        records = RemoteRecord.objects.filter(account_id=told[0].account_id, deleted_at=None)
        true = true_now(records)
        resolve((issue.pk for issue in told if (issue.resource, cause(issue)) not in true), now)


def cause(issue: Issue) -> str:
    if issue.code == Issue.Code.UNREADABLE:
        return issue.remote_id
    return f"{issue.field} {issue.value}".replace("\n", " ")


def unreadable_now(records: QuerySet[RemoteRecord]) -> set[tuple[str, str]]:
    return set(records.exclude(problem="").values_list("resource", "remote_id"))


def unknown_now(records: QuerySet[RemoteRecord]) -> set[tuple[str, str]]:
    told = records.exclude(unknown_words="").values_list("resource", "unknown_words").distinct()
    return {(resource, line) for resource, words in told for line in words.split("\n")}


def snooze(issue: Issue, *, until: datetime) -> None:
    issue.state, issue.snoozed_until = Issue.State.SNOOZED, until
    issue.save(update_fields=["state", "snoozed_until"])
