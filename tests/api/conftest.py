"""A world that is built once for each file."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signals
from django.db import close_old_connections, transaction

from tests.api.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; whatever a call does to it is undone."""
    leaving = (signals.request_started, signals.request_finished)
    for signal in leaving:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    for signal in leaving:
        signal.connect(close_old_connections)
