"""The filters of the queue that are one click: whose rows, how pressing, those that sleep too."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from interviews.queue.forms import SEVERITY_WORDS, WHOSE, QueueForm
from interviews.selectors.attention.queue import EVERYONE


@dataclass(frozen=True, slots=True)
class Switch:
    """`on` is whether it holds now; `address` leads to the page where it is turned."""

    label: str
    address: str
    on: bool


def whose(given: QueryDict, form: QueueForm) -> list[Switch]:
    now = form.cleaned_data.get("who") or EVERYONE
    return [
        Switch(str(label), address(given, who=[] if value == EVERYONE else [value]), value == now)
        for value, label in WHOSE
    ]


def importance(given: QueryDict, form: QueueForm) -> list[tuple[str, Switch]]:
    """Each with the severity that it is of."""
    now = form.cleaned_data.get("severity") or []
    return [
        (value, Switch(str(label), address(given, severity=turned(now, value)), value in now))
        for value, label in SEVERITY_WORDS.items()
    ]


def sleeping(given: QueryDict, form: QueueForm) -> Switch:
    on = bool(form.cleaned_data.get("asleep"))
    return Switch(_("Snoozed ones"), address(given, asleep=[] if on else ["on"]), on)


def turned(values: list[str], value: str) -> list[str]:
    return [one for one in values if one != value] if value in values else [*values, value]


def address(given: QueryDict, page: int = 1, **other: list[str]) -> str:
    """The filters with other values of some, and a page of them; "?" stands for none at all."""
    asked = given.copy()
    for name, values in other.items():
        asked.setlist(name, values)
    asked.pop("page", None)
    if page > 1:
        asked["page"] = str(page)
    return f"?{asked.urlencode()}"
