"""Hand a mail over to the mail server, and tell what became of it: only what the server has surely not taken may be
tried again.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext

PERMANENT = 500


class Verdict(StrEnum):
    SENT = "sent"
    LATER = "later"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`problem` is a sentence for whoever looks after it."""

    verdict: Verdict
    problem: str = ""


def hand_over(message: EmailMessage) -> Outcome:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            Verdict.LATER, gettext("The mail server cannot be reached: %s") % said(error)
        )
    message.connection = connection
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return refused(code, words)
    except smtplib.SMTPResponseException as error:
        return refused(error.smtp_code, error.smtp_error)
    except (ValueError, smtplib.SMTPNotSupportedError) as error:
        return Outcome(Verdict.FAILED, gettext("It cannot be written as a mail: %s") % said(error))
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            Verdict.UNKNOWN,
            gettext("The mail server hung up in the middle: %s") % said(error),
        )
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return Outcome(Verdict.SENT)


def refused(code: int, words: bytes | str) -> Outcome:
    """It was not taken; whether it may be another time, the server says by its number (RFC 5321, 4.2.1)."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    problem = gettext("The mail server refuses it: %(code)d %(words)s") % {
        "code": code,
        "words": text,
    }
    return Outcome(Verdict.FAILED if code >= PERMANENT else Verdict.LATER, problem)


def said(error: Exception) -> str:
    return str(error) or type(error).__name__
