"""The saved views that somebody may open: their own and those shared with the team."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from candidates.models import Membership
from interviews.models import SavedView, ViewPlace

UNPLACED = ViewPlace(position=32767)


@dataclass(frozen=True, slots=True)
class Held:
    """A view as one person holds it."""

    view: SavedView
    place: ViewPlace
    own: bool

    @property
    def opens_page(self) -> bool:
        return self.place.default_of is not None


def visible(membership: Membership) -> QuerySet[SavedView]:
    mine = Q(owner=membership.user_id) | Q(shared=True)
    return SavedView.objects.filter(mine, company=membership.company_id)


def view_of(membership: Membership, pk: int) -> SavedView | None:
    """None where there is none, or it is another's own."""
    return visible(membership).select_related("owner").filter(pk=pk).first()


def held_views(membership: Membership) -> list[Held]:
    """In the order the person gave them, then by name: two statements."""
    places = {place.view_id: place for place in ViewPlace.objects.filter(membership=membership)}
    found = [
        Held(view, places.get(view.pk, UNPLACED), view.owner_id == membership.user_id)
        for view in visible(membership).select_related("owner")
    ]
    return sorted(found, key=lambda one: (one.place.position, one.view.name.lower(), one.view.pk))


def pinned_views(membership: Membership) -> list[SavedView]:
    places = ViewPlace.objects.filter(
        membership=membership, pinned=True, view__in=visible(membership)
    )
    ordered = places.select_related("view").order_by("position", "view__name", "view_id")
    return [place.view for place in ordered]


def default_view(membership: Membership, page: str) -> SavedView | None:
    places = ViewPlace.objects.filter(
        membership=membership, default_of=page, view__in=visible(membership)
    )
    place = places.select_related("view").first()
    return place.view if place else None
