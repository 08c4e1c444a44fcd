"""Somebody who fills in no form asks for something about an interview: whether it may be, then the wish."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.writes import choices_about, lacking, may_create, possible
from connectors.services.writebacks import ask
from interviews.models import Interview

KEY_LENGTH = 24


class NotPossible(Exception):
    """The text says why not; `instead` are the actions that the vendor takes of the record."""

    def __init__(self, why: str, instead: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.instead = instead


def ask_about(
    interview: Interview,
    action: str,
    values: Mapping[str, Any],
    *,
    source: str,
    now: datetime,
) -> WriteBack:
    """Raises NotPossible, with what the vendor takes of it instead."""
    account = interview.account
    if account is None:
        raise NotPossible(gettext("This interview was made in the hub and is at no vendor."))
    choices = possible(interview, (action,))
    blocked = choices[0].blocked if choices else gettext("This interview is gone.")
    if blocked:
        instead = [one.action for one in choices_about(interview) if not one.blocked]
        raise NotPossible(blocked, instead)
    return ask(
        account=account,
        action=action,
        values=values,
        key=new_key(),
        source=source,
        now=now,
        interview=interview,
    )


def ask_for_new(
    account: IntegratedAccount, values: Mapping[str, Any], *, source: str, now: datetime
) -> WriteBack:
    """An interview that is to be made. Raises NotPossible."""
    if blocked := may_create(account) or lacking(account, values):
        raise NotPossible(blocked)
    return ask(
        account=account, action="create", values=values, key=new_key(), source=source, now=now
    )


def new_key() -> str:
    """Names one wish, here and at the vendor."""
    return f"hub-{get_random_string(KEY_LENGTH)}"
