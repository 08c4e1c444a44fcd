"""Calendar feeds: the address that calendar programs ask, and the page where people make them."""

from datetime import datetime
from hashlib import sha256
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
)
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.ical import CONTENT_TYPE
from candidates.models import Membership
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest, PersonalRequest, network_address
from candidates.selectors.projects import projects_seen
from candidates.services.login_throttling import TooManyGuesses
from candidates.times import zone_or_utc
from interviews.forms.feeds import FeedForm
from interviews.ical import Subscription, calendar_text
from interviews.models import Feed, FeedToken, SavedView
from interviews.saved.meaning import Reader, interviews_in
from interviews.selectors import choices
from interviews.selectors.feeds import Found, found_for, living_feeds, own_feed
from interviews.selectors.listing import InterviewQuery
from interviews.selectors.saved import held_views
from interviews.services.subscriptions import (
    OVERLAP,
    FeedRefused,
    TooManyFetches,
    create_feed,
    fetched_token,
    revoke_feed,
    rotate_feed,
)
from interviews.statuses import FeedDetails, FeedSource

FORMAT = "1"  # grows with every change of what a calendar looks like, so that no program keeps an older one
INTERVIEWS = SavedView.Page.INTERVIEWS
CHOOSABLE = ("source", "person", "project", "saved", "query")
PLAIN = "text/plain; charset=utf-8"
CACHE = "private, max-age=300"


@require_safe
@gzip_page
def feed(plain: HttpRequest, token: str) -> HttpResponseBase:
    """No login: the address is the key. A key that opens nothing is told from no address by nothing."""
    request: Any = plain
    try:
        found = fetched_token(token, network_address(request), request.now)
    except TooManyFetches as refused:
        return too_often(refused.wait)
    except TooManyGuesses as refused:
        return too_often(ceil(refused.wait.total_seconds()))
    answer = answer_of(found, request) if found is not None else None
    return answer or HttpResponseNotFound("Not found.\n", content_type=PLAIN)


def too_often(seconds: int) -> HttpResponse:
    text = f"Too many fetches. Try again in {seconds} seconds.\n"
    head = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(text, status=429, content_type=PLAIN, headers=head)


def answer_of(token: FeedToken, request: PersonalRequest) -> HttpResponseBase | None:
    feed = token.feed
    language = feed.user.language or feed.company.language
    with translation.override(language):
        query, note = asked_by(feed, request.now)
        found = Found([]) if query is None else found_for(feed, token.role, query, request.now)  # type: ignore[attr-defined]
        if found is None:
            return None
        if found.cut:
            note = gettext("There are too many interviews: only the nearest are shown.")
        subscription = Subscription(
            name=feed.name,
            details=feed.details,
            origin=settings.PUBLIC_ORIGIN,
            rows=found.rows,
            moves=found.moves,
            organizers=found.organizers,
            note=note,
        )
        etag = etag_of(subscription, language)
        unchanged = get_conditional_response(request, etag=etag)
        answer = unchanged or HttpResponse(
            calendar_text(subscription), content_type=f"{CONTENT_TYPE}; charset=utf-8"
        )
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = CACHE
    answer.headers["Content-Disposition"] = 'inline; filename="interviews.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def asked_by(feed: Feed, now: datetime) -> tuple[InterviewQuery | None, str]:
    """None where the filters are not understood any more, or the view is no longer shared: a feed never shows more
    than was chosen."""
    if feed.source != FeedSource.VIEW:
        return InterviewQuery(company_id=feed.company_id), ""
    if feed.view and not (feed.view.shared or feed.view.owner_id == feed.user_id):
        return None, gettext("The view of this feed is no longer shared with you.")
    page, company, user = SavedView.Page.INTERVIEWS, feed.company, feed.user
    view = feed.view or SavedView(company=company, owner=user, page=page, query=feed.query)
    zone = zone_or_utc(user.time_zone or company.time_zone)
    asked = interviews_in(view, company, Reader(user=user, zone=zone, now=now))
    return (None, " ".join(asked.complaints)) if asked.complaints else (asked.query, "")


def etag_of(subscription: Subscription, language: str) -> str:
    """From the rows, so that an unchanged calendar is not even written."""
    return f'"{sha256(repr((FORMAT, language, subscription)).encode()).hexdigest()[:32]}"'


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_page
def feeds(request: MemberRequest) -> HttpResponse:
    """A new feed's address is in the answer itself: it is stored nowhere, and shown once."""
    chosen = {name: request.GET.get(name, "") for name in CHOOSABLE}
    start = {"source": FeedSource.MINE, "details": FeedDetails.FULL}
    initial = start | {name: value for name, value in chosen.items() if value}
    if chosen["source"]:
        initial["name"] = gettext("Interviews")
    form = FeedForm(request.POST or None, membership=request.membership, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given.pop("person")
        try:
            made, address = create_feed(
                company=request.company, user=request.user, now=request.now, **given
            )
        except FeedRefused as refused:
            form.add_error("name", str(refused))
        else:
            blank = FeedForm(None, membership=request.membership, initial=start)
            return page(request, blank, made=made, address=address)
    return page(request, form, status=422 if form.is_bound else 200)


@require_POST
@never_cache
@member_page
def rotate(request: MemberRequest, pk: int) -> HttpResponse:
    mine = mine_or_404(request.membership, pk)
    address = rotate_feed(mine, request.now)
    start = {"source": FeedSource.MINE, "details": FeedDetails.FULL}
    form = FeedForm(None, membership=request.membership, initial=start)
    return page(request, form, made=mine, address=address, rotated=True)


@require_POST
@member_page
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    mine = mine_or_404(request.membership, pk)
    revoke_feed(mine, request.now)
    messages.success(request, gettext("“%s” is revoked: its addresses answer no more.") % mine.name)
    return redirect("feeds")


def mine_or_404(membership: Membership, pk: int) -> Feed:
    found = own_feed(membership.company_id, membership.user_id, pk)
    if found is None:
        raise Http404
    return found


def page(request: MemberRequest, form: FeedForm, status: int = 200, **shown: Any) -> HttpResponse:
    company, membership = request.company, request.membership
    context = shown | {
        "form": form,
        "feeds": living_feeds(company.pk, request.user.pk, request.now),
        "people": choices.people(company.pk),
        "projects": projects_seen(company.pk, membership.role, request.user.pk),
        "views": [one.view for one in held_views(membership) if one.view.page == INTERVIEWS],
        "overlap_days": OVERLAP.days,
        "webcal": f"webcal://{shown.get('address', '').partition('://')[2]}",
    }
    return render(request, "interviews/feeds.html", context, status=status)
