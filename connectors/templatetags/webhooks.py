"""What pages say of webhooks out."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext

from connectors.models import Issue
from connectors.outbound import words
from connectors.outbound.endpoints import endpoint_of
from connectors.outbound.log import Became
from connectors.outbound.pages.events import about

register = template.Library()


@register.filter
def retold(sentence: str) -> str:
    """Why an attempt or an endpoint failed, in the reader's language."""
    return words.translated(sentence)


@register.filter
def event_about(event: str) -> str | Promise:
    return about(event)


@register.filter
def endpoint_id(issue: Issue) -> Any:
    """The endpoint that an issue is about; None for another issue."""
    return endpoint_of(issue)


@register.filter
def replay_word(became: Became) -> str:
    told = {
        Became.AGAIN: gettext("Sent again"),
        Became.WAITS: gettext("Waits already"),
        Became.DISABLED: gettext("Not sent: the endpoint is disabled"),
    }
    return told[became]
