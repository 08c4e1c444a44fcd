"""Keep and drop the photo and the CV of a candidate: one change of the candidate for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from candidates.documents.cv import cv
from candidates.documents.names import clean_name
from candidates.documents.photo import photo
from candidates.documents.verdict import Accepted
from candidates.models import Candidate, Change, Document
from candidates.services.changes import Origin, note
from candidates.services.workflow import locked

LOOKS = {Document.Kind.PHOTO.value: photo, Document.Kind.CV.value: cv}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at and may be stored; `name` is shown and says the true type."""

    kind: str
    name: str
    accepted: Accepted


def look_at(kind: str, content: bytes, name: str) -> Upload:
    """Takes its time: call it outside a transaction. Raises NotAccepted."""
    accepted = LOOKS[kind](content)
    return Upload(kind, clean_name(name, accepted.ending, otherwise=kind), accepted)


def store_document(candidate_id: int, upload: Upload, origin: Origin) -> Document:
    """In place of the one that was there. The same file again changes nothing. Raises NoSuchCandidate."""
    content = upload.accepted.content
    with transaction.atomic():
        candidate = locked(candidate_id, origin)
        before = kept(candidate, upload.kind)
        digest = sha256(content).hexdigest()
        if before is not None and (before.digest, before.name) == (digest, upload.name):
            return before
        stored, _made = Document.objects.update_or_create(
            candidate=candidate,
            kind=upload.kind,
            defaults={
                "content_type": upload.accepted.content_type,
                "name": upload.name,
                "size": len(content),
                "digest": digest,
                "content": content,
                "uploaded_by_id": origin.actor_id,
                "uploaded_at": origin.at,
            },
        )
        tell(candidate, upload.kind, before, stored, origin)
    return stored


def remove_document(candidate_id: int, kind: str, origin: Origin) -> bool:
    """Whether there was one. Raises NoSuchCandidate."""
    with transaction.atomic():
        candidate = locked(candidate_id, origin)
        before = kept(candidate, kind)
        if before is None:
            return False
        before.delete()
        tell(candidate, kind, before, None, origin)
    return True


def keep_documents(candidate_id: int, papers: Mapping[str, Upload | None], origin: Origin) -> None:
    """Some at once, by kind; None is taken away. Raises NoSuchCandidate."""
    for kind, upload in papers.items():
        if upload is None:
            remove_document(candidate_id, kind, origin)
        else:
            store_document(candidate_id, upload, origin)


def kept(candidate: Candidate, kind: str) -> Document | None:
    return Document.objects.defer("content").filter(candidate=candidate, kind=kind).first()


def tell(
    candidate: Candidate,
    kind: str,
    before: Document | None,
    after: Document | None,
    origin: Origin,
) -> None:
    candidate.version += 1
    candidate.updated_at = origin.at
    candidate.save(update_fields=["version", "updated_at"])
    note([(candidate, Change.Kind.UPDATED, {kind: [told(before), told(after)]})], origin)


def told(document: Document | None) -> str | None:
    """`PDF, 118 kB`: nothing personal, for a change outlives the file."""
    if document is None:
        return None
    ending = document.name.rpartition(".")[2].upper()
    return f"{ending}, {-(-document.size // 1000)} kB"
