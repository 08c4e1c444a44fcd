"""A real mail server on loopback that keeps what it took, and may refuse, hang up or look away first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

OK = "250 OK"


@dataclass
class MailServer:
    """`rcpt` and `data` are its answers; `on_data` happens when a mail was taken and before that is said."""

    rcpt: str = OK
    data: str = OK
    on_data: Callable[[], None] = lambda: None
    taken: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 (aiosmtpd names it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt == OK:
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data == OK:
            content: Any = envelope.content
            self.taken.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.on_data()
        return self.data


class AnyPort(Controller):
    """The system chooses the port; the ready server is not asked a second time."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    controller = AnyPort(server, hostname="127.0.0.1", port=0)
    controller.start()
    server.port = controller.port
    try:
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
        ):
            yield server
    finally:
        controller.stop()
