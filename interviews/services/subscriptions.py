"""Calendar feeds: made, given another address, ended."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from candidates.models import Company, Project, User
from candidates.selectors.access import digest_of
from candidates.services.limits import count_in
from candidates.services.login_throttling import check_guesses, count_guess
from interviews.models import Feed, FeedMinute, FeedToken, InterviewerIdentity, SavedView
from interviews.selectors.feeds import find_feed_token, was_an_address

TOKEN_BYTES = 32
MOST_FEEDS = 50
OVERLAP = timedelta(days=7)
USE_NOTED_EVERY = timedelta(minutes=5)
FETCHES_A_MINUTE = 20
WRONG_FROM_ONE_PLACE = 30


class TooManyFetches(Exception):
    """`wait` is how many seconds it is until the address may be fetched again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"Wait for {wait} seconds.")
        self.wait = wait


class FeedRefused(Exception):
    """The text is a sentence that says why."""


def create_feed(
    *,
    company: Company,
    user: User,
    name: str,
    source: str,
    details: str,
    now: datetime,
    identity: InterviewerIdentity | None = None,
    project: Project | None = None,
    view: SavedView | None = None,
    query: str = "",
) -> tuple[Feed, str]:
    """The feed and its address, which is nowhere else: only a digest is stored. Raises FeedRefused."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two requests may not both be the last
        living = Feed.objects.filter(company=company, user=user, revoked_at=None)
        if living.count() >= MOST_FEEDS:
            raise FeedRefused(
                _("You have %s feeds already. Revoke one that you no longer need.") % MOST_FEEDS
            )
        if living.filter(name=name).exists():
            raise FeedRefused(_("You have a feed of that name already. Give this one another."))
        feed = Feed.objects.create(
            company=company,
            user=user,
            name=name,
            source=source,
            details=details,
            identity=identity,
            project=project,
            view=view,
            query=query,
            created_at=now,
        )
        return feed, new_address(feed, now)


def rotate_feed(feed: Feed, now: datetime) -> str:
    """Another address; those before it work for another week, so that every calendar can be changed over."""
    with transaction.atomic():
        older = FeedToken.objects.filter(feed=feed)
        older.filter(Q(expires_at=None) | Q(expires_at__gt=now + OVERLAP)).update(
            expires_at=now + OVERLAP
        )
        return new_address(feed, now)


def revoke_feed(feed: Feed, now: datetime) -> None:
    """All its addresses, at once and for good."""
    Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now)


def new_address(feed: Feed, now: datetime) -> str:
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    FeedToken.objects.create(feed=feed, digest=digest_of(secret), created_at=now)
    return f"{settings.PUBLIC_ORIGIN}/feeds/{secret}.ics"


def fetched_token(secret: str, origin: str, now: datetime) -> FeedToken | None:
    """The living address behind a secret, and this fetch counted; None where there is none.

    Raises TooManyGuesses where too many addresses that never were have been asked for from the same `origin`, and
    TooManyFetches. An address that has ended is no guess: programs ask for it on and on.
    """
    guessed = f"feed from {origin}"
    check_guesses(guessed, most=WRONG_FROM_ONE_PLACE, now=now)
    found = find_feed_token(secret, now)
    if found is None:
        if not was_an_address(secret):
            count_guess(guessed, most=WRONG_FROM_ONE_PLACE, now=now)
        return None
    allowance = count_in(FeedMinute, found.pk, FETCHES_A_MINUTE, now)
    if allowance.is_spent:
        raise TooManyFetches(allowance.reset)
    note_fetch(found, now)
    return found


def note_fetch(token: FeedToken, now: datetime) -> None:
    """At most every five minutes: reading must not cost a write each time."""
    stale = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= stale:
        unused = Q(last_used_at=None) | Q(last_used_at__lte=stale)
        FeedToken.objects.filter(unused, pk=token.pk).update(last_used_at=now)
