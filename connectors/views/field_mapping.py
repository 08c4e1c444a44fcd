"""What a vendor's values mean here: where each field of an interview comes from, and what its words become."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import may_manage
from connectors.models import IntegratedAccount, SyncRun
from connectors.selectors.connections import account_of
from connectors.selectors.coverage import coverage_of
from connectors.selectors.explain import explain
from connectors.services.runs import NoRun, request_run
from connectors.services.words import WordRefused, give_meaning

AS_THE_VENDOR_FILE = "-"


@require_safe
@member_page
def explanation(request: MemberRequest, pk: int) -> HttpResponse:
    found = explain(company_id=request.company.pk, pk=pk)
    if found is None:
        raise Http404
    return render(request, "connectors/explanation.html", {"explanation": found})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def words(request: MemberRequest, uuid: UUID) -> HttpResponse:
    account = account_or_404(request, uuid)
    if request.method == "POST":
        check_manager(request)
        meaning = request.POST.get("meaning", AS_THE_VENDOR_FILE)
        word = request.POST.get("word", "")
        try:
            give_meaning(
                account=account,
                resource=request.POST.get("resource", ""),
                path=request.POST.get("path", ""),
                word=word,
                meaning=None if meaning == AS_THE_VENDOR_FILE else meaning,
            )
        except WordRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                gettext(
                    "“%s” has its new meaning for all that is read from now on. "
                    "To apply it to what is here already, read the stored records again."
                )
                % word,
            )
        return redirect("words", uuid=uuid)
    found = coverage_of(account)
    context = {
        "account": account,
        "coverage": found,
        "words": found.words,
        "may_manage": may_manage(request.user, request.company),
    }
    return render(request, "connectors/words.html", context)


@require_POST
@member_page
def apply_words(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Read all stored records again, in the background; the vendor is not called."""
    account = account_or_404(request, uuid)
    check_manager(request)
    try:
        run = request_run(account=account, trigger=SyncRun.Trigger.REPLAY, now=request.now)
    except NoRun as error:
        messages.warning(request, str(error))
        return redirect("words", uuid=uuid)
    return redirect("run", uuid=uuid, run_id=run.pk)


def check_manager(request: MemberRequest) -> None:
    if not may_manage(request.user, request.company):
        raise PermissionDenied(
            gettext(
                "Only the owner and administrators of the company may say what a vendor's words mean."
            )
        )


def account_or_404(request: MemberRequest, uuid: UUID) -> IntegratedAccount:
    account = account_of(request.company.pk, uuid)
    if account is None:
        raise Http404
    return account
