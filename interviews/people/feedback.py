"""What colleagues do beside a candidate: evaluate, object, write, share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from candidates.evaluation_status import RATINGS, VETO_LONGEST, VETO_SHORTEST
from candidates.models import Candidate, Share
from candidates.page_permissions import candidate_read, member_page, origin_of
from candidates.permissions import NotAllowed, Right, require
from candidates.requests import MemberRequest
from candidates.selectors.feedback import parts_about
from candidates.selectors.teams import colleagues
from candidates.services.access import AccessError
from candidates.services.comments import add_note, answer_wish
from candidates.services.evaluations import Opinion, evaluate, veto
from candidates.services.projects import share, unshare
from candidates.services.workflow import NoSuchCandidate
from candidates.transitions import TransitionRefused

LONGEST = 5000
Act = Callable[..., str]


class EvaluationForm(forms.Form):
    rating = forms.IntegerField(
        label=_("Rating"), required=False, min_value=RATINGS[0], max_value=RATINGS[-1]
    )
    comment = forms.CharField(label=_("Comment"), required=False, max_length=LONGEST)
    complete = forms.BooleanField(required=False)


class VetoForm(forms.Form):
    comment = forms.CharField(label=_("Reason"), min_length=VETO_SHORTEST, max_length=VETO_LONGEST)


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=LONGEST)


class Unfit(Exception):
    """What was written cannot be kept; the text says why."""


def read(form: forms.Form) -> dict[str, Any]:
    if form.is_valid():
        return form.cleaned_data
    raise Unfit(
        " ".join(
            f"{form.fields[name].label}: {error}"
            for name, errors in form.errors.items()
            for error in errors
        )
    )


def beside_candidate(right: Right | None) -> Callable[[Act], Callable[..., HttpResponseBase]]:
    """For acts that end on the candidate's page with a sentence; None needs no more than to read them."""

    def decorated(act: Act) -> Callable[..., HttpResponseBase]:
        @require_POST
        @member_page
        def view(request: MemberRequest, /, pk: int, **rest: int) -> HttpResponseBase:
            candidate = candidate_read(request, pk)
            try:
                if right is not None:
                    role = request.membership.role
                    require(right, parts_about(candidate, request.user, role))
                messages.success(request, act(request, candidate, **rest))
            except NotAllowed as refused:
                raise PermissionDenied(str(refused)) from None
            except NoSuchCandidate:
                raise Http404 from None
            except (Unfit, TransitionRefused, AccessError) as problem:
                messages.error(request, str(problem))
            return redirect("candidate", pk=pk)

        return view

    return decorated


@beside_candidate(Right.EVALUATE)
def evaluation(request: MemberRequest, candidate: Candidate) -> str:
    given = read(EvaluationForm(request.POST))
    opinion = Opinion(rating=given["rating"], comment=given["comment"], completed=given["complete"])
    evaluate(candidate.pk, request.user, opinion, origin_of(request))
    if opinion.completed:
        return gettext("Your evaluation is complete.")
    return gettext("Your evaluation is kept. Complete it when you are done.")


@beside_candidate(Right.EVALUATE)
def objection(request: MemberRequest, candidate: Candidate) -> str:
    reason = read(VetoForm(request.POST))["comment"]
    veto(candidate.pk, request.user, reason, origin_of(request))
    return gettext("Your veto has ended the evaluation.")


@beside_candidate(None)
def note(request: MemberRequest, candidate: Candidate) -> str:
    add_note(candidate.pk, read(NoteForm(request.POST))["text"], origin_of(request))
    return gettext("Your note is kept.")


@beside_candidate(None)
def answered(request: MemberRequest, candidate: Candidate, comment: int) -> str:
    if not answer_wish(candidate.pk, comment, origin_of(request)):
        raise Unfit(gettext("This wish is answered already."))
    return gettext("The wish is marked as answered.")


@beside_candidate(Right.SHARE)
def share_with(request: MemberRequest, candidate: Candidate) -> str:
    given = request.POST.get("user", "")
    number = int(given) if given.isdecimal() and len(given) < 19 else 0
    user = colleagues(request.company.pk).filter(pk=number).first()
    if user is None:
        raise Unfit(gettext("Choose a colleague first."))
    share(candidate, user, origin_of(request))
    return gettext("The candidate is shared with %(name)s.") % {"name": user}


@beside_candidate(Right.SHARE)
def end_share(request: MemberRequest, candidate: Candidate, shared: int) -> str:
    found = Share.objects.filter(candidate=candidate, pk=shared).first()
    if found is None:
        raise Http404
    unshare(found, origin_of(request))
    return gettext("The candidate is no longer shared.")
