"""Saved views: kept, changed, shared and deleted by their owner, held by each person in their own way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from candidates.models import Change, Membership
from candidates.selectors.access import MANAGERS
from candidates.services.changes import Origin, note_beside
from interviews.models import SavedView, ViewPlace
from interviews.selectors.saved import held_views

MOST_VIEWS = 100
TOLD = ("name", "query", "shared")


class ViewRefused(Exception):
    """What was asked for cannot be had; the text is a sentence."""


def may_change(membership: Membership, view: SavedView) -> bool:
    """The owner; of a shared one also administrators and owners of the company."""
    own = view.owner_id == membership.user_id
    return own or (view.shared and membership.role in MANAGERS)


@transaction.atomic
def save_view(
    membership: Membership, *, page: str, name: str, query: str, shared: bool, now: datetime
) -> SavedView:
    """Raises ViewRefused."""
    own = SavedView.objects.filter(company=membership.company_id, owner=membership.user_id)
    if own.count() >= MOST_VIEWS:
        raise ViewRefused(
            gettext("You keep %d views already. Delete one that you no longer use.") % MOST_VIEWS
        )
    view = SavedView(
        company_id=membership.company_id,
        owner_id=membership.user_id,
        page=page,
        name=name,
        query=query,
        shared=shared,
        created_at=now,
        updated_at=now,
    )
    write(view)
    note_view(view, Change.Kind.ADDED, {}, membership, now)
    return view


@transaction.atomic
def change_view(
    membership: Membership, view: SavedView, values: Mapping[str, Any], now: datetime
) -> None:
    """`name`, `query` and `shared`. What is no longer shared is forgotten by the others. Raises ViewRefused."""
    if not may_change(membership, view):
        raise ViewRefused(gettext("Only %s may change this view.") % view.owner)
    before = {name: getattr(view, name) for name in TOLD}
    for name in TOLD:
        setattr(view, name, values.get(name, before[name]))
    view.updated_at = now
    write(view)
    if before["shared"] and not view.shared:
        view.places.exclude(membership__user=view.owner_id).delete()
    note_view(view, Change.Kind.UPDATED, before, membership, now)


@transaction.atomic
def delete_view(membership: Membership, view: SavedView, now: datetime) -> None:
    """Raises ViewRefused."""
    if not may_change(membership, view):
        raise ViewRefused(gettext("Only %s may delete this view.") % view.owner)
    note_view(view, Change.Kind.DELETED, {}, membership, now)
    view.delete()


def write(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise ViewRefused(
            gettext("There is a view “%s” of this list already. Choose another name.") % view.name
        ) from None


def note_view(
    view: SavedView, kind: str, before: Mapping[str, Any], membership: Membership, now: datetime
) -> None:
    """Only what the team sees is told: a view of one's own is nobody else's business."""
    if not (view.shared or before.get("shared")):
        return
    told = {
        name: [before.get(name), getattr(view, name)]
        for name in TOLD
        if before.get(name) != getattr(view, name)
    }
    origin = Origin(
        company_id=view.company_id,
        source=Change.Source.PAGE,
        at=now,
        actor_id=membership.user_id,
    )
    note_beside(view, kind, told, origin)


def pin(membership: Membership, view: SavedView, *, pinned: bool) -> None:
    ViewPlace.objects.update_or_create(
        view=view,
        membership=membership,
        defaults={"pinned": pinned},
        create_defaults={"pinned": pinned, "position": last_position(membership)},
    )


@transaction.atomic
def open_with(membership: Membership, view: SavedView, *, default: bool) -> None:
    """The list of this view opens with it, and with no other."""
    others = ViewPlace.objects.filter(membership=membership, default_of=view.page)
    others.update(default_of=None)
    ViewPlace.objects.update_or_create(
        view=view,
        membership=membership,
        defaults={"default_of": view.page if default else None},
        create_defaults={
            "default_of": view.page if default else None,
            "position": last_position(membership),
        },
    )


@transaction.atomic
def move_view(membership: Membership, view: SavedView, *, by: int) -> None:
    """One place up (-1) or down (1) among the views that the person sees."""
    order = [held.view.pk for held in held_views(membership)]
    old = order.index(view.pk)
    new = min(max(old + by, 0), len(order) - 1)
    order.insert(new, order.pop(old))
    ViewPlace.objects.bulk_create(
        [
            ViewPlace(view_id=pk, membership=membership, position=number)
            for number, pk in enumerate(order)
        ],
        update_conflicts=True,
        unique_fields=["view", "membership"],
        update_fields=["position"],
    )


def last_position(membership: Membership) -> int:
    last = ViewPlace.objects.filter(membership=membership).order_by("-position").first()
    return min(last.position + 1, 32767) if last else 0
