"""What a company's mails say before anybody is meant: texts with placeholders. Pure; nothing in them runs.

`{name}` is replaced by what it stands for. A part in square brackets that holds placeholders is left out, brackets
and all, where one of them has nothing to say: `Hello[ {name}],`. What a placeholder brought in is not read again.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.mail.links import password_address, portal_address, portal_password_address

LONGEST_SUBJECT = 300
LONGEST_TEXT = 20_000
PART = re.compile(r"\[([^\[\]]*\{[a-z_]+\}[^\[\]]*)\]|\{([a-z_]+)\}")
BRACED = re.compile(r"\{([^{}\n]*)\}")
EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Message(models.TextChoices):
    """The mails that the hub writes by itself."""

    INVITATION = "invitation", _("Invitation")
    REOPENING = "reopening", _("Invitation again, of somebody who had confirmed")
    REMINDER = "reminder", _("Reminder to answer")
    UNFINISHED = "unfinished", _("Reminder of an interview that was confirmed")
    PASSWORD = "password", _("Another password for a candidate")
    WELCOME = "welcome", _("Invitation of a colleague")
    ACCESS = "access", _("Another password for a colleague")

    @property
    def to_colleague(self) -> bool:
        return self in (Message.WELCOME, Message.ACCESS)

    @property
    def tells_times(self) -> bool:
        """Whether it can say when interviews are."""
        return "interviews" in SHIPPED[self].names

    @property
    def link(self) -> str:
        """The address it is about, without its key."""
        if self.to_colleague:
            return password_address()
        return portal_password_address() if self == Message.PASSWORD else portal_address()


@dataclass(frozen=True, slots=True)
class Wording:
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`always`: it has something to say in every mail. `line`: it may stand in a subject."""

    meaning: str | Promise
    always: bool = False
    line: bool = True


@dataclass(frozen=True, slots=True)
class Shipped:
    """How a message is worded until a company words it, as the translations have it; and what it may hold."""

    subject: str | Promise
    paragraphs: tuple[str | Promise, ...]
    names: tuple[str, ...]


class WordingRefused(Exception):
    """`errors` are sentences by field, `subject` or `text`."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(" ".join(one for field in errors.values() for one in field))
        self.errors = errors


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "name": Placeholder(_("The name of whoever gets it, if it is known")),
    "first_name": Placeholder(_("Their first name, if it is known")),
    "company": Placeholder(_("The name of your company"), always=True),
    "project": Placeholder(_("The project, if the candidate is in one")),
    "deadline": Placeholder(
        _("The deadline in the candidate's time zone and in yours, a line each"),
        always=True,
        line=False,
    ),
    "interviews": Placeholder(
        _("Title and times of each interview that has a time, a paragraph each"), line=False
    ),
    "sender": Placeholder(_("The colleague who invites")),
    "role": Placeholder(_("What the person may do here, such as: Recruiter"), always=True),
    "login": Placeholder(_("The name to sign in with"), always=True),
    "link": Placeholder(
        _("The address that it is about; alone in a paragraph it is a button"),
        always=True,
        line=False,
    ),
}

HELLO = _("Hello[ {name}],")
PAGE = _("Who, what and when is on a page of your own, where you also answer:")
ALONE = _("The address is meant for you alone: whoever has it can answer for you.")
REST = ("{link}", ALONE, "{company}")
ANSWER = (_("Please answer by:\n{deadline}"), PAGE, *REST)
FINISH = (_("Please do it by:\n{deadline}"), PAGE, *REST)
SHORT = _("The address works for three days, and only once.")
IGNORE = _("If you did not ask for it, do nothing: your password stays as it is.")
ABOUT_INTERVIEW = ("name", "first_name", "company", "project", "deadline", "interviews", "link")
ABOUT_CANDIDATE = ("name", "first_name", "company", "link")
ABOUT_COLLEAGUE = ("name", "first_name", "company", "login", "role", "link")
SHIPPED: Mapping[Message, Shipped] = {
    Message.INVITATION: Shipped(
        _("{company} invites you to an interview[: {project}]"),
        (HELLO, _("{company} invites you to an interview[: {project}]."), "{interviews}", *ANSWER),
        ABOUT_INTERVIEW,
    ),
    Message.REOPENING: Shipped(
        _("Your interview with {company} is open again"),
        (
            HELLO,
            _("your interview with {company} is open for you again."),
            "{interviews}",
            *FINISH,
        ),
        ABOUT_INTERVIEW,
    ),
    Message.REMINDER: Shipped(
        _("Reminder: your interview with {company}"),
        (
            HELLO,
            _("you have not confirmed your interview with {company} yet."),
            "{interviews}",
            *ANSWER,
        ),
        ABOUT_INTERVIEW,
    ),
    Message.UNFINISHED: Shipped(
        _("Reminder: your interview with {company}"),
        (HELLO, _("your interview with {company} is still open."), "{interviews}", *FINISH),
        ABOUT_INTERVIEW,
    ),
    Message.PASSWORD: Shipped(
        _("Another password for your page at {company}"),
        (
            HELLO,
            _("here you choose another password for your interview with {company}:"),
            "{link}",
            SHORT,
            IGNORE,
            "{company}",
        ),
        ABOUT_CANDIDATE,
    ),
    Message.WELCOME: Shipped(
        _("[{sender} invites you: ]Interview Hub of {company}"),
        (
            HELLO,
            _("you can work with the interviews and candidates of {company} now, as: {role}."),
            _("Choose a password first. You sign in as {login}."),
            "{link}",
            SHORT,
            "{company}",
        ),
        (*ABOUT_COLLEAGUE, "sender"),
    ),
    Message.ACCESS: Shipped(
        _("Another password for the Interview Hub of {company}"),
        (
            HELLO,
            _("here you choose another password. You sign in as {login}."),
            "{link}",
            SHORT,
            IGNORE,
            "{company}",
        ),
        ABOUT_COLLEAGUE,
    ),
}


def message_of(kind: str, *, confirmed: bool) -> Message | None:
    """Which message a mail of this kind is, to somebody who had confirmed or not; None is one that is not worded."""
    again = {"invitation": Message.REOPENING, "reminder": Message.UNFINISHED}
    if confirmed and kind in again:
        return again[kind]
    return Message(kind) if kind in Message.values else None


def shipped(message: Message, language: str) -> Wording:
    with translation.override(language):
        one = SHIPPED[message]
        return Wording(str(one.subject), "\n\n".join(map(str, one.paragraphs)))


def filled(wording: Wording, values: Mapping[str, str]) -> Wording:
    """With everything in its place; a paragraph of which nothing is left is gone. It never fails: what is no
    placeholder stays as it is written.
    """
    subject = one_line(with_values(wording.subject, values)) or values.get("company", "")
    text = EMPTY_LINES.sub("\n\n", with_values(plain(wording.text), values)).strip()
    return Wording(subject[:LONGEST_SUBJECT], text)


def with_values(text: str, values: Mapping[str, str]) -> str:
    def instead(found: re.Match[str]) -> str:
        part, name = found.groups()
        if part is None:
            return values.get(name, found[0])
        names = [one for one in BRACED.findall(part) if one in values]
        if not names:
            return found[0]
        return with_values(part, values) if all(values[one] for one in names) else ""

    return PART.sub(instead, text)


def placeholders_of(message: Message) -> dict[str, Placeholder]:
    return {name: PLACEHOLDERS[name] for name in SHIPPED[message].names}


def checked(wording: Wording, message: Message) -> Wording:
    """As it is kept. Raises WordingRefused, so that a mail can be made of it whatever is known of a person."""
    tidy = Wording(one_line(wording.subject), plain(wording.text).strip())
    known = placeholders_of(message)
    least = filled_least(tidy, message)
    errors: dict[str, list[str]] = {
        "subject": [
            *unknown_in(tidy.subject, known),
            *(
                gettext("{%s} is too long for a subject: put it into the text.") % name
                for name in names_in(tidy.subject)
                if name in known and not known[name].line
            ),
        ],
        "text": unknown_in(tidy.text, known),
    }
    if not least.subject or len(tidy.subject) > LONGEST_SUBJECT:
        errors["subject"].append(
            gettext("Write a subject that says something even where nothing is known.")
            if not least.subject
            else gettext("A subject has at most %d characters.") % LONGEST_SUBJECT
        )
    if len(tidy.text) > LONGEST_TEXT:
        errors["text"].append(gettext("A text has at most %d characters.") % LONGEST_TEXT)
    if message.link not in least.text:
        errors["text"].append(
            gettext("Keep %s outside of brackets: without it the mail leads nowhere.") % "{link}"
        )
    if any(errors.values()):
        raise WordingRefused({field: said for field, said in errors.items() if said})
    return tidy


def filled_least(wording: Wording, message: Message) -> Wording:
    """Where nothing is known but what always is."""
    least = {name: name if one.always else "" for name, one in placeholders_of(message).items()}
    values = least | {"link": message.link}
    return Wording(one_line(with_values(wording.subject, values)), filled(wording, values).text)


def names_in(text: str) -> list[str]:
    return list(dict.fromkeys(BRACED.findall(text)))


def unknown_in(text: str, known: Collection[str]) -> list[str]:
    return [
        gettext("There is no placeholder {%(name)s}. Valid ones: %(valid)s.")
        % {"name": name, "valid": ", ".join(f"{{{one}}}" for one in known)}
        for name in names_in(text)
        if name not in known
    ]


def one_line(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
