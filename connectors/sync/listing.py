"""Read a list to its end, page by page, from wherever an earlier attempt came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from candidates.services.bulk import tell_planner
from connectors.base import Per, Resource
from connectors.errors import NotFound
from connectors.models import RemoteRecord
from connectors.paging import Request, Response, Walked
from connectors.sync import companions
from connectors.sync.job import Job
from connectors.sync.pages import store
from connectors.sync.shapes import Shape
from connectors.sync.tally import Tally
from interviews.services.mirror import KINDS

MANY_NEW = 50


@dataclass(frozen=True, slots=True)
class Part:
    """A list, or the part of it that belongs to some records of another list (`parents`, of which `after` is
    the last one's place). `request` is the page to begin with.
    """

    request: Request
    after: int = 0
    parents: tuple[str, ...] = ()

    @property
    def place(self) -> dict[str, Any]:
        return {"after": self.after, "parents": list(self.parents)} if self.parents else {}


def read(job: Job, resource: Resource, since: datetime | str | None) -> None:
    """The whole list, or what changed since a moment or a resume token. Raises what the vendor is to blame for."""
    kept = job.run.checkpoint.get(resource.name, {})
    if since is None and "request" not in kept:
        job.run.listed.filter(resource=resource.name).delete()
    reached, missing = False, None
    for part in parts_left(job, resource, since, kept):
        try:
            walk(job, resource, part, whole=since is None)
            reached = True
        except NotFound as problem:
            if is_empty(resource, problem):
                reached = True
            elif resource.per is None:
                raise
            else:
                missing = problem
    if missing is not None and not reached:
        raise missing


def is_empty(resource: Resource, problem: NotFound) -> bool:
    """Whether a 404 is this vendor's way to say that a list has no entries."""
    return bool(resource.empty_if_missing) and resource.empty_if_missing in problem.message


def parts_left(
    job: Job, resource: Resource, since: datetime | str | None, kept: dict[str, Any]
) -> Iterator[Part]:
    if "request" in kept:
        request = Request.from_json(kept["request"])
        yield Part(request, kept.get("after", 0), tuple(kept.get("parents", ())))
    if resource.per is not None or "request" not in kept:
        yield from parts(job, resource, since, kept.get("after", 0))


def parts(
    job: Job, resource: Resource, since: datetime | str | None, after: int = 0
) -> Iterator[Part]:
    if resource.per is None:
        yield Part(resource.first(since))
        return
    for some in parents(job, resource.per, since, after):
        ids = tuple(remote_id for _, remote_id in some)
        yield Part(resource.first(since, ids), some[-1][0], ids)


def parents(
    job: Job, per: Per, since: datetime | str | None, after: int
) -> Iterator[list[tuple[int, str]]]:
    """Places and ids of the live records of the other list, as many at once as may be asked for."""
    if per.values:
        yield from ([(place, value)] for place, value in enumerate(per.values, 1) if place > after)
        return
    records = RemoteRecord.objects.filter(
        account=job.account, resource=per.resource, deleted_at=None
    )
    if per.changed_only and isinstance(since, datetime):
        records = records.filter(read_at__gte=since)
    while some := list(
        records.filter(pk__gt=after).order_by("pk").values_list("pk", "remote_id")[: per.batch]
    ):
        yield some
        after = some[-1][0]


def walk(job: Job, resource: Resource, part: Part, *, whole: bool) -> None:
    walked = Walked()
    following: Request | None = part.request
    while following is not None:
        asked = walked.step(following)
        response = job.client.send(asked)
        raws = resource.records(response, part.parents)
        following = resource.paging.next(asked, response)
        place = part.place | told(job, resource, response)
        place |= {"request": (following or asked).as_json(), "whole": whole}
        walked.hold(commit(job, resource, raws, place))


def told(job: Job, resource: Resource, response: Response) -> dict[str, Any]:
    """What an answer says of the list: that it is not all of it, and how to ask for what comes after it."""
    kept = job.run.checkpoint.get(resource.name, {})
    said: dict[str, Any] = {}
    if kept.get("partial") or (resource.partial and response.says(resource.partial)):
        said["partial"] = True
    if resource.since and resource.since.token:
        said["token"] = resource.paging.resume_token(response) or ""
    return said


def commit(job: Job, resource: Resource, raws: list[Any], place: dict[str, Any]) -> set[str]:
    """One page, with the records of other lists that belong to it, in one transaction."""
    page = job.page_of(resource)
    begins = job.place_in(resource) is None
    fetched = companions.fetch(job.client, job.profile, page, raws) if not job.run.full else []
    with transaction.atomic():
        ids = store(page, raws)
        if page.nameless and not place["whole"]:
            companions.list_anew(page)
        for found in fetched:
            companion = job.page_of(found.resource)
            companions.keep(companion, found)
            job.mark(found.resource, companion.tally)
        if place["whole"]:
            job.run.listed.create(resource=resource.name, remote_ids=sorted(ids))
        job.mark(resource, page.tally, **place)
    if begins and page.tally.new > MANY_NEW:
        tell_planner([RemoteRecord, *(KINDS[recipe.kind].model for recipe in resource.makes)])
    if place["whole"]:
        job.shapes.setdefault(resource.name, Shape()).look_at(resource, raws)
    job.progress(resource.name, job.tally_of(resource))
    return ids


def catch_up(job: Job, resource: Resource, since: datetime) -> None:
    """Ask a list that was read long ago once more for what changed since. One that can only be read whole is
    read again once, or a run that has to wait often would never end.
    """
    kept = job.run.checkpoint.get(resource.name, {})
    if resource.since is None:
        if kept.get("again"):
            return
        with transaction.atomic():
            job.mark(resource, Tally(), **kept | {"again": True})
    for part in parts(job, resource, kept.get("token") or since):
        try:
            walk_again(job, resource, part)
        except NotFound as problem:
            if resource.per is None and not is_empty(resource, problem):
                raise


def walk_again(job: Job, resource: Resource, part: Part) -> None:
    walked = Walked()
    following: Request | None = part.request
    while following is not None:
        asked = walked.step(following)
        response = job.client.send(asked)
        page = job.page_of(resource)
        with transaction.atomic():
            found = store(page, resource.records(response, part.parents))
            job.mark(resource, page.tally)
        walked.hold(found)
        job.progress(resource.name, job.tally_of(resource))
        following = resource.paging.next(asked, response)


def close(job: Job, resource: Resource, **more: object) -> None:
    """The list is read to its end, in the caller's transaction."""
    token = job.run.checkpoint.get(resource.name, {}).get("token", "")
    job.run.listed.filter(resource=resource.name).delete()
    job.mark(resource, Tally(), done=True, token=token, **more)
