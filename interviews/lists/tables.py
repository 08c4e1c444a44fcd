"""What the lists can show, and what of it is shown to somebody who has chosen nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALWAYS = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`page` is the name of the list's address. `sorted_by` has the columns by whose heads it is ordered."""

    page: str
    columns: Sequence[tuple[str, str | Promise]]
    usual: tuple[str, ...]
    sorted_by: Mapping[str, str]


INTERVIEWS = Table(
    page="interviews",
    columns=[
        ("when", _("When")),
        ("second", _("Second time zone")),
        ("candidate", _("Candidate")),
        ("job", _("Job")),
        ("kind", _("Kind")),
        ("panel", _("Panel")),
        ("place", _("Place")),
        ("status", _("Status")),
        ("coordinator", _("Coordinator")),
        ("connection", _("Connection")),
        ("changed", _("Changed there")),
    ],
    usual=("when", "candidate", "panel", "place", "status", "connection"),
    sorted_by={"when": "start_at", "changed": "updated_at"},
)
PEOPLE = Table(
    page="candidates",
    columns=[
        ("candidate", _("Candidate")),
        ("project", _("Project")),
        ("phone", _("Phone")),
        ("status", _("Status")),
        ("deadline", _("Deadline")),
        ("next", _("Next interview")),
        ("evaluation", _("Evaluation")),
        ("coordinator", _("Coordinator")),
        ("systems", _("Systems")),
        ("invited", _("Invited on")),
        ("zone", _("Time zone")),
        ("changed", _("Changed")),
    ],
    usual=("candidate", "status", "deadline", "next", "evaluation", "systems"),
    sorted_by={"candidate": "name", "deadline": "deadline", "changed": "updated_at"},
)
