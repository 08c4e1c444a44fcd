"""What is told of attempts and endpoints. Kept in English, shown in the reader's language."""

import re

from django.utils.translation import gettext, gettext_noop

DISABLED = gettext_noop("The endpoint was disabled.")
GONE = gettext_noop("The receiver says that it is gone for good (410).")
HOPELESS = gettext_noop("%(n)s attempts failed one after another. The last: %(problem)s")
REDIRECTS = gettext_noop("The receiver redirects (%(status)s), which is not followed.")
ANSWERED = gettext_noop("The receiver answered %(status)s.")

BETWEEN = HOPELESS.partition("%(n)s")[2].partition("%(problem)s")[0]
STATUS = re.compile(r"\b\d{3}\b")


def problem_of(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return (REDIRECTS if 300 <= status < 400 else ANSWERED) % {"status": status}


def hopeless(failures: int, problem: str) -> str:
    return HOPELESS % {"n": failures, "problem": problem}


def translated(sentence: str) -> str:
    """One of the sentences above in the language that is active; another, as a transport's, as it is."""
    if sentence in (DISABLED, GONE):
        return gettext(sentence)
    failures, found, problem = sentence.partition(BETWEEN)
    if found and failures.isdigit():
        return gettext(HOPELESS) % {"n": failures, "problem": translated(problem)}
    status = STATUS.search(sentence)
    if status and sentence == problem_of(int(status[0])):
        known = REDIRECTS if status[0].startswith("3") else ANSWERED
        return gettext(known) % {"status": status[0]}
    return sentence
