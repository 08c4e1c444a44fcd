"""Connect an account on a page, or give one new credentials: the vendor is asked before anything is stored."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import may_manage
from connectors.base import Connector
from connectors.errors import KeyRefused, VendorError
from connectors.forms.connecting import CREDENTIAL, OPTION, ConnectForm, credential_sets
from connectors.models import IntegratedAccount
from connectors.selectors.accounts import reading_the_same
from connectors.selectors.connections import account_of
from connectors.services.accounts import ConnectError, connect
from connectors.vendors import CONNECTORS


@require_safe
@member_page
def choose(request: MemberRequest) -> HttpResponse:
    check_may_connect(request)
    vendors = [(connector, credential_sets(connector)) for connector in CONNECTORS.values()]
    return render(request, "connectors/connect.html", {"vendors": vendors})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def connect_one(request: MemberRequest, vendor: str) -> HttpResponse:
    check_may_connect(request)
    if vendor not in CONNECTORS:
        raise Http404
    return fill_in(request, CONNECTORS[vendor], None)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def reconnect(request: MemberRequest, uuid: UUID) -> HttpResponse:
    check_may_connect(request)
    account = account_of(request.company.pk, uuid)
    if account is None or account.vendor not in CONNECTORS:
        raise Http404
    return fill_in(request, CONNECTORS[account.vendor], account)


def fill_in(
    request: MemberRequest, connector: Connector, account: IntegratedAccount | None
) -> HttpResponse:
    form = ConnectForm(request.POST or None, connector=connector, account=account)
    if form.is_valid() and (made := tested(request, form)):
        messages.success(
            request,
            gettext("%(vendor)s took the credentials. %(name)s is read from now on.")
            % {"vendor": connector.label, "name": made.name},
        )
        return redirect("connection", uuid=made.uuid)
    context = {
        "form": form,
        "connector": connector,
        "account": account,
        "sets": credential_sets(connector),
    }
    return render(
        request, "connectors/connect_form.html", context, status=422 if form.errors else 200
    )


def tested(request: MemberRequest, form: ConnectForm) -> IntegratedAccount | None:
    """The account, or nothing with the reason on the form."""
    name = form.cleaned_data["name"].strip()
    if (
        form.account is None
        and request.company.accounts.filter(name=name, removed_at=None).exists()
    ):
        form.add_error("name", gettext("There is a connection of this name already."))
        return None
    if not form.cleaned_data["twice"] and (other := the_same(form, request.company.pk)):
        form.ask_twice(other.name)
        return None
    try:
        return connect(
            company=request.company,
            vendor=form.connector.vendor,
            name=name,
            base_url=form.cleaned_data["base_url"],
            credentials=form.given(CREDENTIAL),
            options=form.given(OPTION),
            now=request.now,
        )
    except ConnectError as problem:
        form.add_error(None, str(problem))
    except KeyRefused as problem:
        refused = gettext("%(vendor)s refuses these credentials: %(reason)s Nothing was stored.")
        told = {"vendor": form.connector.label, "reason": problem.message}
        form.add_error(None, refused % told)
    except VendorError as problem:
        silent = gettext("%(vendor)s could not be asked: %(reason)s Nothing was stored.")
        form.add_error(None, silent % {"vendor": form.connector.label, "reason": problem.message})
    return None


def the_same(form: ConnectForm, company_id: int) -> IntegratedAccount | None:
    """The connection that reads the same already, where a new one is asked for."""
    if form.account is not None:
        return None
    return reading_the_same(
        company_id,
        form.connector,
        base_url=form.cleaned_data["base_url"],
        credentials=form.given(CREDENTIAL),
        options=form.given(OPTION),
    )


def check_may_connect(request: MemberRequest) -> None:
    if not may_manage(request.user, request.company):
        raise PermissionDenied(gettext("Only administrators and owners may connect systems."))
