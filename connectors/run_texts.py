"""What is told of runs. Kept in English, shown in the reader's language; what a vendor said stays as it was said."""

from collections.abc import Collection

from django.utils.translation import gettext, gettext_noop

from candidates.retelling import retold
from connectors.issue_texts import WRONG
from connectors.plain_names import list_name

INTERRUPTED = gettext_noop("It was interrupted and goes on where it was.")
NOT_TO_THE_END = gettext_noop("Not read to the end: %(lists)s.")
NOT_READ = gettext_noop("%(n)s records could not be read.")
HEAD = NOT_TO_THE_END.partition("%(lists)s")[0]
REMOVED = gettext_noop("The connection was removed.")
KNOWN = (INTERRUPTED, REMOVED, NOT_READ, WRONG["crashed"], WRONG["cut_off"])


def outcome(failed: Collection[str], rejected: int) -> str:
    told = [NOT_TO_THE_END % {"lists": ", ".join(failed)}] if failed else []
    told += [NOT_READ % {"n": rejected}] if rejected else []
    return " ".join(told)


def translated(message: str) -> str:
    """Lists that were not read to their end come first, and then how many records."""
    if not message.startswith(HEAD):
        return retold(message, KNOWN)
    lists, _stop, rest = message.removeprefix(HEAD).partition(".")
    named = ", ".join(str(list_name(one)) for one in lists.split(", "))
    first = gettext(NOT_TO_THE_END) % {"lists": named}
    return f"{first} {retold(rest.strip(), KNOWN)}".strip()
