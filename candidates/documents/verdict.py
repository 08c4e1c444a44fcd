"""The verdict on a file: what is kept of it, or a sentence that says why it is not."""

from dataclasses import dataclass

from django.utils.translation import gettext

MOST_BYTES = 10 * 1024 * 1024


class NotAccepted(Exception):
    """The file is not kept; the text is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is stored, and the type it is served with. `ending` is that of the type, with its dot."""

    content_type: str
    ending: str
    content: bytes


def weigh(content: bytes) -> None:
    if not content:
        raise NotAccepted(gettext("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotAccepted(too_large())


def too_large() -> str:
    return gettext("The file is larger than %d MB.") % (MOST_BYTES // 1024 // 1024)


def no_cv() -> NotAccepted:
    return NotAccepted(
        gettext(
            "The file is none of the valid types: PDF, Word, PowerPoint (.ppt), RTF, PostScript, DVI, plain text."
        )
    )


def damaged() -> NotAccepted:
    return NotAccepted(gettext("The file is damaged: save it anew and send that one."))


def runs() -> NotAccepted:
    return NotAccepted(
        gettext(
            "The file holds something that runs when it is opened: save it as a PDF without it."
        )
    )


def locked() -> NotAccepted:
    return NotAccepted(
        gettext("The file is encrypted: save it without a password and without restrictions.")
    )


def joined() -> NotAccepted:
    return NotAccepted(gettext("The file is two files in one: save it anew and send that one."))
