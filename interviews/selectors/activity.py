"""Who did what, when and from where: the changes of a company, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Change
from candidates.selectors.teams import ALL
from interviews.models import Interview
from interviews.selectors.activity_records import Known, known_among
from interviews.selectors.timeline import Entry, in_words

SUBJECTS = [
    ("interview", _("Interview")),
    ("interviewer", _("Seat of a panel")),
    ("candidate", _("Candidate")),
    ("application", _("Application")),
    ("scorecard", _("Scorecard")),
    ("project", _("Project")),
    ("job", _("Job")),
    ("stage", _("Stage")),
    ("slot", _("Planned interview")),
    ("user", _("ATS user")),
]
OPEN_TO_ALL = ("interview", "interviewer")
SHOWN = 50
REACH = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityQuery:
    """An empty tuple asks for nothing in particular; `before` is the id of the change that a page ended with. Of
    candidates only what happened to those `among` whom the reader reads is told.
    """

    company_id: int
    among: Q = ALL
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()
    actor_id: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One change with the record that it can be seen at."""

    entry: Entry
    interview: Interview | None
    candidate: Candidate | None
    known: Known | None


@dataclass(frozen=True, slots=True)
class Activity:
    """`older` is where the next page begins, or None at the end. `unseen`: it ends there because so many
    changes were looked through, not because so many matched.
    """

    happenings: list[Happening]
    older: int | None
    unseen: bool


def activity(query: ActivityQuery) -> Activity:
    """However rare a match: at most `REACH` changes are looked through for a page."""
    rows = Change.objects.filter(told_of(query), company_id=query.company_id)
    if query.before is not None:
        rows = rows.filter(pk__lt=query.before)
    newest = rows.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return Activity([], None, unseen=False)
    lowest = newest - REACH
    for column, wanted in (
        ("source__in", query.sources),
        ("kind__in", query.kinds),
        ("subject__in", query.subjects),
        ("account_id__in", query.account_ids),
        ("actor_id", query.actor_id),
    ):
        if wanted:
            rows = rows.filter(**{column: wanted})
    within = rows.filter(pk__gt=lowest).select_related("account", "actor").order_by("-pk")
    found = list(within[: SHOWN + 1])
    happenings = with_records(in_words(found[:SHOWN]), query.among)
    if len(found) > SHOWN:
        return Activity(happenings, found[SHOWN - 1].pk, unseen=False)
    below = Change.objects.filter(company_id=query.company_id, pk__lte=lowest).exists()
    return Activity(happenings, lowest + 1 if below else None, unseen=below)


def told_of(query: ActivityQuery) -> Q:
    if not query.among:
        return ALL
    read = Candidate.objects.filter(query.among, company=query.company_id)
    return Q(candidate_id=None) | Q(subject__in=OPEN_TO_ALL) | Q(candidate_id__in=read.values("pk"))


def with_records(entries: list[Entry], among: Q) -> list[Happening]:
    interviews = Interview.objects.select_related("candidate").in_bulk(
        named(entry.change.interview_id for entry in entries)
    )
    candidates = Candidate.objects.filter(among).in_bulk(
        named(entry.change.candidate_id for entry in entries)
    )
    known = known_among(entry.change for entry in entries)
    return [
        Happening(
            entry,
            interviews.get(entry.change.interview_id or 0),
            candidates.get(entry.change.candidate_id or 0),
            known.get(entry.change.pk),
        )
        for entry in entries
    ]


def named(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}
