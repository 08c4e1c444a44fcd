"""Who may do what about projects and candidates: one table, and pure functions over it.

Sources: the vendor sheet of viasto, sections 3 and 7, and seed 004. Owners and administrators reach every project,
everybody else only those that they have a part in. Where nobody has a part (projects that a vendor keeps),
recruiters do what an interview manager does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Part(StrEnum):
    """What somebody is: in the company, in a project, to one candidate. The first four are `Role` values."""

    OWNER = "account-owner"
    ADMIN = "account-admin"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring-manager"
    INTERVIEW_MANAGER = "interview-manager"
    EVALUATOR = "evaluator"
    REVIEWER = "reviewer"
    SHARED_WITH = "shared-with"
    CANDIDATE = "candidate"


class Right(StrEnum):
    MAKE_PROJECT = "make-project"
    SEE_PROJECT = "see-project"
    SEE_TEAM = "see-team"
    SET_TEAM = "set-team"
    SEE_CANDIDATE = "see-candidate"
    EDIT_CANDIDATE = "edit-candidate"
    MOVE = "move"
    SHARE = "share"
    SEE_EVALUATIONS = "see-evaluations"
    EVALUATE = "evaluate"
    ANSWER = "answer"


ADMINS = (Part.OWNER, Part.ADMIN)
MANAGE = (*ADMINS, Part.INTERVIEW_MANAGER)
TEAM = (*MANAGE, Part.EVALUATOR, Part.REVIEWER)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has the right; what anybody else is told."""

    parts: tuple[Part, ...]
    otherwise: Sentence


RULES = {
    Right.MAKE_PROJECT: Rule(
        (*ADMINS, Part.RECRUITER),
        _("Only recruiters, administrators and owners may make a project."),
    ),
    Right.SEE_PROJECT: Rule(TEAM, _("You have no part in this project.")),
    Right.SEE_TEAM: Rule(TEAM, _("You have no part in this project.")),
    Right.SET_TEAM: Rule(
        MANAGE,
        _("Only interview managers of this project, administrators and owners may set its team."),
    ),
    Right.SEE_CANDIDATE: Rule(
        (*TEAM, Part.SHARED_WITH, Part.CANDIDATE),
        _("You have no part in this project, and this candidate is not shared with you."),
    ),
    Right.EDIT_CANDIDATE: Rule(
        MANAGE,
        _("Only interview managers of this project, administrators and owners may add, change and delete candidates."),
    ),
    Right.MOVE: Rule(
        MANAGE,
        _("Only interview managers of this project, administrators and owners may move a candidate."),
    ),
    Right.SHARE: Rule(
        MANAGE,
        _("Only interview managers of this project, administrators and owners may share a candidate."),
    ),
    Right.SEE_EVALUATIONS: Rule(
        TEAM, _("Only the team of this project may see its evaluations.")
    ),
    Right.EVALUATE: Rule(
        (Part.EVALUATOR,), _("Only evaluators of this project may evaluate its candidates.")
    ),
    Right.ANSWER: Rule((Part.CANDIDATE,), _("Only the candidate may do this.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Of a project, as one person finds it: their own parts, and whether anybody has one."""

    own: frozenset[Part] = frozenset()
    empty: bool = True


class NotAllowed(Exception):
    """Somebody lacks a right; the text is a sentence that says whose it is."""


def parts_of(role: str | None, team: Team, *, shared: bool = False) -> frozenset[Part]:
    """What a person with this role in the company is; None is somebody without one."""
    parts = set(team.own)
    if role is not None:
        parts.add(Part(role))
    if role == Part.RECRUITER and team.empty:
        parts.add(Part.INTERVIEW_MANAGER)
    if shared:
        parts.add(Part.SHARED_WITH)
    return frozenset(parts)


def allows(right: Right, parts: Collection[Part]) -> bool:
    return not set(RULES[right].parts).isdisjoint(parts)


def require(right: Right, parts: Collection[Part]) -> None:
    """Raises NotAllowed."""
    if not allows(right, parts):
        raise NotAllowed(str(RULES[right].otherwise))
