"""Tags of what cannot be done with an interview at its vendor, and why."""

from django import template

from connectors.selectors.writes import Possible

register = template.Library()


@register.filter
def by_reason(writes: list[Possible]) -> list[tuple[str, list[str]]]:
    """Each reason why something is not possible, once, with the actions that it stops."""
    stopped: dict[str, list[str]] = {}
    for one in writes:
        if one.blocked:
            stopped.setdefault(one.blocked, []).append(one.action)
    return list(stopped.items())


@register.filter
def first_stopped(writes: list[Possible], reason: str) -> str:
    """The action whose name the line with this reason goes by."""
    return dict(by_reason(writes))[reason][0]
