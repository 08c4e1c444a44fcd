"""A candidate's files at its vendor, as far as the record that was read last tells."""

from dataclasses import dataclass

from candidates.models import Candidate
from connectors.base import File
from connectors.models import RemoteRecord
from connectors.paths import dig
from connectors.selectors.raw import raw_dict
from connectors.selectors.vendors import told_of


@dataclass(frozen=True, slots=True)
class VendorFile:
    """`missing` where the vendor's record says that there is none; what it does not tell may be there."""

    name: str
    missing: bool


def files_of(candidate: Candidate) -> tuple[VendorFile, ...]:
    """One statement, none where the vendor has no files of candidates."""
    profile = told_of(candidate.account) if candidate.account else None
    if profile is None or not profile.files:
        return ()
    records = {
        record.resource: raw_dict(record)
        for record in RemoteRecord.objects.filter(
            account=candidate.account,
            resource__in={file.resource for file in profile.files},
            remote_id=candidate.remote_id,
        )
    }
    return tuple(
        VendorFile(file.name, missing=is_missing(file, records.get(file.resource)))
        for file in profile.files
    )


def is_missing(file: File, raw: dict[str, object] | None) -> bool:
    return bool(raw) and not dig(raw, file.address)
