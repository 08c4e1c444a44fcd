"""The rounds of the worker: what is new is told, what is due is sent."""

import time
from collections.abc import Callable
from datetime import datetime

from connectors.outbound import log
from connectors.outbound.fanout import active, fan_out
from connectors.outbound.occasions import announce
from connectors.services.queue import enqueue_fan_out

PAUSES = (0.3, 1.0, 2.0, 4.0)


def sweep(*, now: datetime) -> None:
    """One statement more where nobody listens."""
    companies = active().order_by("company_id").values_list("company_id", flat=True).distinct()
    enqueue_fan_out(companies)
    log.wake(now=now)


def tell_news(
    company_id: int, *, clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep
) -> None:
    """All that is settled; what is about to settle is waited for a little, and else left to the next sweep."""
    announce(company_id, now=clock())
    for pause in PAUSES:
        if not fan_out(company_id, now=clock()):
            return
        sleep(pause)
    enqueue_fan_out([company_id])
