"""The page that removes a connection, once its name was typed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from candidates.page_permissions import manager_page
from candidates.requests import MemberRequest
from connectors.selectors.held import held_by
from connectors.services.removal import remove
from connectors.views.connections import account_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def remove_connection(request: MemberRequest, uuid: UUID) -> HttpResponse:
    account = account_or_404(request, uuid)
    if account.removed_at is not None:
        messages.info(request, gettext("%s is removed already.") % account.name)
        return redirect("connection", uuid=uuid)
    typed = " ".join(request.POST.get("name", "").split())
    if request.method == "POST" and typed == " ".join(account.name.split()):
        remove(account, by=request.user, now=request.now)
        messages.success(
            request, gettext("%s is removed. Its records leave the lists now.") % account.name
        )
        return redirect("connection", uuid=uuid)
    refused = request.method == "POST"
    context = {"account": account, "held": held_by(account), "refused": refused, "typed": typed}
    return render(request, "connectors/remove.html", context, status=422 if refused else 200)
