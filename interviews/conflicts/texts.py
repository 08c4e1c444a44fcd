"""Conflicts in words, in the active language. Pure: made from the facts that are kept."""

from datetime import date, datetime, time

from django.utils.translation import gettext, ngettext

from candidates.times import dated_day, on_clock_range
from interviews.models import Conflict
from interviews.statuses import ConflictKind

HOURS_BETWEEN = "–"


def sentence(one: Conflict, *, personal: bool = True) -> str:
    """`personal` is whether people may be named."""
    who = str(one.identity) if personal and one.identity else gettext("The interviewer")
    facts = one.facts
    if one.kind == ConflictKind.DOUBLE_BOOKED:
        return ngettext(
            "%(who)s is needed in two interviews at once for %(n)d minute",
            "%(who)s is needed in two interviews at once for %(n)d minutes",
            facts["minutes"],
        ) % {"who": who, "n": facts["minutes"]}
    if one.kind == ConflictKind.CANDIDATE_DOUBLE_BOOKED:
        named = one.first.candidate.name if personal and one.first.candidate else None
        return ngettext(
            "%(who)s is invited to two interviews at once for %(n)d minute",
            "%(who)s is invited to two interviews at once for %(n)d minutes",
            facts["minutes"],
        ) % {"who": named or gettext("The candidate"), "n": facts["minutes"]}
    if one.kind == ConflictKind.BACK_TO_BACK:
        return ngettext(
            "%(who)s has %(n)d minute between two interviews",
            "%(who)s has %(n)d minutes between two interviews",
            facts["minutes"],
        ) % {"who": who, "n": facts["minutes"]}
    if one.kind == ConflictKind.OUTSIDE_HOURS:
        return hours_sentence(one, who)
    if one.kind == ConflictKind.ABSENT:
        days = ", ".join(
            HOURS_BETWEEN.join(dated_day(date.fromisoformat(day)) for day in dict.fromkeys(span))
            for span in facts["absent"]
        )
        return gettext("%(who)s is away: %(days)s") % {"who": who, "days": days}
    return limit_sentence(one, who)


def hours_sentence(one: Conflict, who: str) -> str:
    facts = one.facts
    start, end = (datetime.fromisoformat(facts[edge]) for edge in ("from", "until"))
    told = {
        "who": who,
        "time": on_clock_range(start.time(), end.time()),
        "zone": facts["zone"],
    }
    if not facts["hours"]:
        return gettext("%(who)s does not work on that day: %(time)s in %(zone)s") % told
    told["hours"] = on_clock_range(*map(time.fromisoformat, facts["hours"]))
    return gettext("%(who)s works %(hours)s: this is %(time)s in %(zone)s") % told


def limit_sentence(one: Conflict, who: str) -> str:
    told = [
        gettext("number %(place)d of a day, at most %(limit)d")
        if name == "day"
        else gettext("number %(place)d of a week, at most %(limit)d")
        for name in one.facts
    ]
    parts = (text % facts for text, facts in zip(told, one.facts.values(), strict=True))
    return gettext("%(who)s has more than their limit: %(parts)s") % {
        "who": who,
        "parts": "; ".join(parts),
    }
