"""Raise and resolve issues by published rules (connectors/README.md has them for people).

unreadable       raised when a record cannot be read; resolved when it can, or is gone
unknown_word     raised when a word is not in the table; resolved when no record uses it any more
refused, unreachable, garbage, request_refused, not_offered, crashed
                 raised when a run or a list fails; resolved by the next run that ends without it
many_gone        raised by the breaker; resolved by a decision, or when the records are listed again
webhook_failed   raised when the work on a webhook is given up, one for each event; resolved when every such
                 delivery was worked on after all, or a later one or a whole listing brought what it named
field_gone, field_empty, field_type, volume
                 raised and resolved by whole listings (connectors/sync/shapes.py)
endpoint_disabled
                 raised when a receiver of our webhooks is given up; resolved when it is enabled or deleted

A snoozed issue only counts until its time is over; then it is open again, whether or not it is seen again.
A forged or unsigned webhook raises nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from connectors.issue_texts import english
from connectors.models import IntegratedAccount, Issue, RemoteRecord

OPEN = (Issue.State.OPEN, Issue.State.SNOOZED)
LONGEST_SNOOZE = timedelta(days=90)
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
    """What an issue says; `subject` tells apart the issues of one code within an account.

    `told` is `{"wrong": …, "do": …}`, names of sentences, and the values that stand in them.
    """

    code: str
    subject: str
    told: dict[str, Any] = field(default_factory=dict)
    resource: str = ""
    remote_id: str = ""
    field: str = ""
    value: str = ""

    def fill(self, issue: Issue) -> Issue:
        issue.resource, issue.remote_id = self.resource, self.remote_id[:200]
        issue.field, issue.value = self.field[:200], self.value[:500]
        issue.message, issue.advice = english(self.told)
        issue.told = self.told
        return issue


FILLED = ("resource", "remote_id", "field", "value", "message", "advice", "told")


def raise_issues(account: IntegratedAccount, findings: Iterable[Finding], now: datetime) -> None:
    """Open what is new, count what is open already: a constant number of statements, however many there are."""
    wanted = {(finding.code, finding.subject[:300]): finding for finding in findings}
    if not wanted:
        return
    subjects = {subject for _, subject in wanted}
    known = Issue.objects.filter(account=account, state__in=OPEN, subject__in=subjects)
    seen = {(issue.code, issue.subject): issue for issue in known}
    again = {key: issue for key, issue in seen.items() if key in wanted}
    counted = Issue.objects.filter(pk__in=[issue.pk for issue in again.values()])
    counted.update(count=F("count") + 1, last_seen_at=now)
    wake_snoozed(now, counted)
    reworded = [
        wanted[key].fill(issue) for key, issue in again.items() if wanted[key].told != issue.told
    ]
    if reworded:
        Issue.objects.bulk_update(reworded, FILLED)
    Issue.objects.bulk_create(
        (
            finding.fill(
                Issue(
                    company_id=account.company_id,
                    account=account,
                    code=finding.code,
                    subject=subject,
                    first_seen_at=now,
                    last_seen_at=now,
                )
            )
            for (code, subject), finding in wanted.items()
            if (code, subject) not in seen
        ),
        ignore_conflicts=True,  # somebody else may have told it just now
    )


def raise_of_company(company_id: int, finding: Finding, now: datetime) -> None:
    """What is about no account."""
    blank = Issue(company_id=company_id, code=finding.code, subject=finding.subject)
    blank.first_seen_at = blank.last_seen_at = now
    finding.fill(blank).save()


def resolve_of_company(company_id: int, code: str, subject: str, now: datetime) -> None:
    told = Issue.objects.filter(company_id=company_id, account=None, code=code, subject=subject)
    resolve(told.filter(state__in=OPEN).values_list("pk", flat=True), now)


def resolve(issues: Iterable[int], now: datetime) -> None:
    wanted = list(issues)
    if wanted:
        Issue.objects.filter(pk__in=wanted).update(state=Issue.State.RESOLVED, resolved_at=now)


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


def resolve_but(
    account: IntegratedAccount,
    codes: Iterable[str],
    resource: str,
    subjects: Iterable[str],
    now: datetime,
) -> None:
    """Resolve what is open about a list, but for what was found just now."""
    told = Issue.objects.filter(
        account=account, state__in=OPEN, code__in=list(codes), resource=resource
    )
    resolve(told.exclude(subject__in=list(subjects)).values_list("pk", flat=True), now)


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


class SnoozeRefused(Exception):
    """It cannot be snoozed so; the text is a sentence that says why."""


class AlreadyResolved(SnoozeRefused):
    """There is nothing to put off any more."""


@transaction.atomic
def snooze(issue: Issue, *, until: datetime, now: datetime) -> None:
    """Out of the way until then. Raises SnoozeRefused."""
    if until <= now:
        raise SnoozeRefused("An issue can only be snoozed until a moment that is still to come.")
    if until > now + LONGEST_SNOOZE:
        raise SnoozeRefused(f"An issue can be snoozed for at most {LONGEST_SNOOZE.days} days.")
    change_state(issue, Issue.State.SNOOZED, until)


@transaction.atomic
def wake(issue: Issue) -> None:
    change_state(issue, Issue.State.OPEN, None)


def change_state(issue: Issue, state: str, until: datetime | None) -> None:
    still = Issue.objects.select_for_update().filter(pk=issue.pk, state__in=OPEN)
    if not still.update(state=state, snoozed_until=until):
        raise AlreadyResolved("The issue is resolved already.")
    issue.refresh_from_db()


def wake_snoozed(now: datetime, issues: QuerySet[Issue] | None = None) -> None:
    """Open those whose time is over."""
    asleep = (issues if issues is not None else Issue.objects.all()).filter(
        state=Issue.State.SNOOZED, snoozed_until__lte=now
    )
    asleep.update(state=Issue.State.OPEN, snoozed_until=None)


def forget_records(account: IntegratedAccount, resource: str, remote_ids: Iterable[str]) -> None:
    """Of records of an erased person: that they could not be read, and not what stood in them."""
    told = Issue.objects.filter(account=account, resource=resource, remote_id__in=list(remote_ids))
    rows = list(told.filter(code=Issue.Code.UNREADABLE))
    for issue in rows:
        known = {"wrong": "unreadable", "do": "correct", "list": resource, "id": issue.remote_id}
        issue.value, issue.told = "", known | {"problem": ""}
        issue.message, issue.advice = english(issue.told)
    Issue.objects.bulk_update(rows, ["value", "told", "message", "advice"])
