import logging

import pytest

from candidates.models import Company
from tests.candidates.mails.mail_server import mail_server


@pytest.fixture
def smtp():
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with mail_server() as server:
        yield server


@pytest.fixture
def hasty(acme: Company) -> Company:
    """Acme, whose mails do not wait in the outbox."""
    acme.mail_hold_minutes = 0
    acme.save()
    return acme
