"""What issues say: what is wrong, and what to do. Kept in English, shown in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from connectors.plain_names import list_name

TRIED_AGAIN = gettext_noop("The next sync tries again by itself.")

WRONG = {
    "unreadable": gettext_noop("%(list)s %(id)s could not be read: %(problem)s"),
    "unknown_word": gettext_noop(
        "The vendor's word “%(word)s” in %(field)s of %(list)s has no meaning here yet."
    ),
    "list_failed": gettext_noop("The list %(list)s could not be read: %(problem)s"),
    "not_listed": gettext_noop(
        "The vendor has no list of %(list)s. Those known here are asked for one by one."
    ),
    "run_failed": "%(problem)s",
    "crashed": gettext_noop("The hub failed while reading: %(problem)s"),
    "cut_off": gettext_noop(
        "The sync was cut off %(times)s times at the same place and was given up."
    ),
    "many_gone": gettext_noop(
        "%(gone)s of %(known)s %(list)s are no longer listed by the vendor. Nothing was deleted here."
    ),
    "webhook_failed": gettext_noop(
        "Webhook #%(number)s (%(event)s) could not be worked on: %(problem)s"
    ),
    "field_gone": gettext_noop(
        "The field %(field)s vanished from %(list)s: %(before)s %% of the records had it, now none of %(now)s has."
    ),
    "field_empty": gettext_noop(
        "The field %(field)s of %(list)s is always empty now: %(before)s %% of the records had a value, "
        "now none of %(now)s has."
    ),
    "field_type": gettext_noop(
        "The field %(field)s of %(list)s changed its type: it was always %(before)s, now it is %(now)s."
    ),
    "volume": gettext_noop(
        "The list %(list)s held %(now)s records this time; usually it holds about %(before)s."
    ),
    "endpoint_disabled": gettext_noop("Nothing is sent to %(url)s any more. %(problem)s"),
}

TO_DO = {
    "again": TRIED_AGAIN,
    "correct": gettext_noop(
        "Correct the record at the vendor; it is read again with the next sync. All other records are in."
    ),
    "map": gettext_noop(
        "It is shown as it is and counted as unknown until somebody says what it means."
    ),
    "hook": gettext_noop(
        "New ones come by webhook: set it up at the vendor. If the vendor has such a list, name its path "
        "in the options of this connection."
    ),
    "report": gettext_noop(
        "This is a fault of the hub, not of the vendor. The log has the details; please report it."
    ),
    "memory": gettext_noop(
        "The process that worked on it was ended from outside each time. Look in its log for why: "
        "memory running out is the usual cause."
    ),
    "decide": gettext_noop(
        "If they were really deleted there, say so on this issue's page; if not, check the key's permissions "
        "at the vendor. To keep them here all the same, say that."
    ),
    "key": gettext_noop(
        "Check the credentials and their permissions at the vendor, then connect again."
    ),
    "options": gettext_noop("Check the options of this connection."),
    "no_list": gettext_noop(
        "What this list would tell is shown as not reported. Check the base URL if it should exist."
    ),
    "work_again": gettext_noop(
        "The next whole listing shows what it would have brought. To try it again before, choose "
        "“work on it again” among the webhook deliveries in the admin."
    ),
    "contract": gettext_noop(
        "The vendor seems to have changed its interface: what we read there is missing or wrong until the "
        "connector follows. See the vendor's release notes. If it is meant to be so, accept it on this issue's page."
    ),
    "volume": gettext_noop(
        "Look at the vendor whether so many were really added or removed. If it stays so, it becomes the usual."
    ),
    "endpoint": gettext_noop(
        "Mend the receiver, then resume the endpoint on its page and replay what was given up."
    ),
}


def english(told: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong and what to do."""
    return WRONG[told["wrong"]] % spelled(told), TO_DO.get(told["do"], "")


def translated(told: Mapping[str, Any]) -> tuple[str, str] | None:
    """The same in the language that is active; None for what this version no longer says."""
    wrong, to_do = WRONG.get(told.get("wrong", "")), TO_DO.get(told.get("do", ""))
    if wrong is None:
        return None
    try:
        return gettext(wrong) % in_words(told), gettext(to_do) if to_do else ""
    except (KeyError, ValueError):
        return None


def unquoted(resource: str, remote_id: str) -> str:
    """Which record could not be read, without what stands in it."""
    told = {"list": list_name(resource), "id": remote_id, "problem": ""}
    return (gettext(WRONG["unreadable"]) % told).strip().removesuffix(":") + "."


def spelled(told: Mapping[str, Any]) -> dict[str, Any]:
    """`^.`, which leads out to the record around a recipe's own, is of no use to a reader."""
    return dict(told) | ({"field": str(told["field"]).replace("^.", "")} if "field" in told else {})


def in_words(told: Mapping[str, Any]) -> dict[str, Any]:
    """With the list as a reader calls it."""
    return spelled(told) | ({"list": list_name(told["list"])} if "list" in told else {})


def closed(sentence: str) -> str:
    """With a full stop, so that another sentence may follow."""
    sentence = sentence.strip()
    return sentence if not sentence or sentence[-1] in ".!?…”。" else f"{sentence}."
