"""What django-q2 calls, by name. A task carries one primary key; a failed or doubled call is harmless."""

import logging

from django.utils import timezone
from structlog.contextvars import bound_contextvars

from candidates.services import batchwork, bulk_actions, mail_delivery
from candidates.services.leases import NotFree

logger = logging.getLogger(__name__)


def work_on_mail(pk: int) -> None:
    try:
        with bound_contextvars(mail=pk):
            mail_delivery.work_on(pk, clock=timezone.now)
    except NotFree:
        logger.info("mail %s is done or being worked on", pk)


def work_on_batch(batch_id: int) -> None:
    try:
        with bound_contextvars(batch=batch_id):
            batchwork.work_on(batch_id, clock=timezone.now)
    except NotFree:
        logger.info("import %s is over or being worked on", batch_id)


def work_on_many(pk: int) -> None:
    try:
        with bound_contextvars(many=pk):
            bulk_actions.work_on(pk, clock=timezone.now)
    except NotFree:
        logger.info("many at once %s is over or being worked on", pk)
