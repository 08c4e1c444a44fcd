"""Has news told within seconds: whoever changes something wakes the fan-out, if anybody listens at all.

A hint only, once a second at most for each company and process; what it misses is found by the sweep.
"""

import time
from functools import partial

from django.db import transaction

from candidates.ports import ports
from connectors.outbound.fanout import active
from connectors.services.queue import enqueue_fan_out

AT_MOST_EVERY = 1.0


class OutboundWitness:
    def __init__(self) -> None:
        self.next: dict[int, float] = {}

    def changed(self, company_id: int) -> None:
        if time.monotonic() >= self.next.get(company_id, 0.0):
            self.next[company_id] = time.monotonic() + AT_MOST_EVERY
            transaction.on_commit(partial(wake, company_id), robust=True)


def wake(company_id: int) -> None:
    if active().filter(company_id=company_id).exists():
        enqueue_fan_out([company_id])


def register() -> None:
    ports.witness = OutboundWitness()
