"""Photo and CV of a candidate: shown, uploaded, removed; for people on pages, and for links of the API."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.documents.verdict import MOST_BYTES, NotAccepted, too_large
from candidates.forms.candidates import DocumentForm
from candidates.models import Document
from candidates.page_permissions import candidate_read, check_right, member_page, origin_of
from candidates.permissions import Right
from candidates.requests import MemberRequest
from candidates.selectors.documents import document, linked_document
from candidates.services.documents import look_at, remove_document, store_document
from candidates.services.workflow import NoSuchCandidate


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def document_page(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    if request.method == "POST":
        return upload(request, pk, kind)
    candidate = candidate_read(request, pk)
    return shown(document(company_id=request.company.pk, candidate_id=candidate.pk, kind=kind))


@require_safe
def linked(
    request: HttpRequest, company: int, project: int, pk: int, kind: str, secret: str
) -> HttpResponse:
    """The address that the API tells, for whoever it was told to."""
    found = linked_document(
        company_id=company,
        project_id=project,
        candidate_id=pk,
        kind=kind,
        secret=secret,
        now=timezone.now(),
    )
    return shown(found)


def shown(found: Document | None) -> HttpResponse:
    """A picture is seen where it stands; anything else is saved, never opened in the hub's own name."""
    if found is None:
        raise Http404(gettext("There is no such file."))
    saved = found.kind != Document.Kind.PHOTO
    disposition = content_disposition_header(as_attachment=saved, filename=found.name)
    return HttpResponse(
        bytes(found.content),
        content_type=found.content_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def upload(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    check_may_file(request, pk)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["file"])))
        return redirect("candidate", pk=pk)
    file: UploadedFile = form.cleaned_data["file"]
    try:
        looked_at = look_at(kind, read(file), file.name or "")
        store_document(pk, looked_at, origin_of(request))
    except NoSuchCandidate:
        raise Http404 from None
    except NotAccepted as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("%s is stored.") % looked_at.name)
    return redirect("candidate", pk=pk)


def read(file: UploadedFile) -> bytes:
    if (file.size or 0) > MOST_BYTES:
        raise NotAccepted(too_large())
    content: bytes = file.read()
    return content


@require_POST
@member_page
def remove(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    check_may_file(request, pk)
    try:
        if remove_document(pk, kind, origin_of(request)):
            messages.success(request, gettext("The file is removed."))
    except NoSuchCandidate:
        raise Http404 from None
    return redirect("candidate", pk=pk)


def check_may_file(request: MemberRequest, pk: int) -> None:
    check_right(request, Right.EDIT_CANDIDATE, candidate_read(request, pk))
