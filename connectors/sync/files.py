"""A candidate's file: the vendor is asked for its address, then for the file, each time anew. Nothing is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.base import File
from connectors.errors import GarbageAnswer, NotFound
from connectors.http import Client
from connectors.models import IntegratedAccount
from connectors.paging.walks import follow
from connectors.selectors.vendors import profile_of
from connectors.services import accounts
from connectors.sync import absence

LARGEST = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Content:
    content: bytes
    content_type: str


def fetch(
    account: IntegratedAccount, remote_id: str, name: str, *, clock: Callable[[], datetime]
) -> Content:
    """Raises NotFound where there is no such file, and whatever else the vendor is to blame for."""
    profile = profile_of(account)
    found = next((file for file in profile.files if file.name == name), None)
    if found is None:
        raise NotFound(f"The vendor has no {name} of candidates.")
    with accounts.open_client(account, clock=clock, largest=LARGEST) as client:
        return read(client, account, found, remote_id)


def read(client: Client, account: IntegratedAccount, file: File, remote_id: str) -> Content:
    resource = profile_of(account).resource(file.resource)
    if resource.lookup is None:
        raise NotFound(f"The vendor is not asked for {resource.name} by id.")
    parent = absence.parents_of(account, resource, [remote_id]).get(remote_id, "")
    said = client.send(resource.lookup.request([remote_id], parent))
    address = said.says(".".join(filter(None, (resource.lookup.record, file.address))))
    if not isinstance(address, str) or not address:
        raise NotFound(f"This candidate has no {file.name} at the vendor.")
    answer = client.send(replace(follow(address, said.request, said), file=True))
    content_type = answer.header("Content-Type").partition(";")[0].strip().lower()
    if content_type not in file.types or not isinstance(answer.body, bytes):
        raise GarbageAnswer(
            f"The vendor sent a {file.name} of a type that is not passed on.",
            vendor_status=answer.status,
            url=said.request.path,
        )
    return Content(answer.body, content_type)
