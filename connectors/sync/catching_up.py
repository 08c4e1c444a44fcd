"""A run that lay for long: the lists that it had read before are asked once more for what changed since."""

from datetime import datetime, timedelta

from django.db import transaction

from connectors.base import Resource
from connectors.models import SyncRun
from connectors.paging import Request, Walked
from connectors.sync.job import Job
from connectors.sync.pages import store

LONG = timedelta(minutes=15)


def read_long_ago(run: SyncRun, now: datetime) -> list[str]:
    """The lists that were read, in whole or in part, before the run was left alone. Ask before it is claimed."""
    lay = run.heartbeat_at is not None and now - run.heartbeat_at >= LONG
    return list(run.checkpoint) if lay else []


def catch_up(job: Job, resource: Resource, since: datetime) -> None:
    walked = Walked()
    following: Request | None = resource.first(since)
    while following is not None:
        asked = walked.step(following)
        response = job.client.send(asked)
        page = job.page_of(resource)
        with transaction.atomic():
            store(page, resource.paging.items(response))
            job.mark(resource, page.tally)
        job.progress(resource.name, job.tally_of(resource))
        following = resource.paging.next(asked, response)
