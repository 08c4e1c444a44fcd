"""What the rules cannot see: interviews to come that carry no such thing, by account."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from interviews.models import Interviewer
from interviews.selectors.attention.meetings import live
from interviews.selectors.attention.moments import A_DAY
from interviews.selectors.attention.scene import Scene, System
from interviews.selectors.attention.shelf import kept

NOT_MEANT = ("cancelled", "draft", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """So many interviews to come of one account carry no such thing."""

    system: System
    lacks: str
    count: int


@dataclass(slots=True)
class Unseen:
    """`interviews` are those to come that were looked at, `silent` those of whose panels no answer is reported."""

    interviews: int = 0
    silent: int = 0
    blind: list[Blind] = field(default_factory=list)


def unseen(scene: Scene) -> Unseen:
    """Kept for less than a minute."""
    return kept(f"unseen-{scene.company_id}", scene.now, lambda: counted(scene))


def counted(scene: Scene) -> Unseen:
    """One statement."""
    seats = Interviewer.objects.filter(interview=OuterRef("pk"), deleted_at=None)
    answered = seats.filter(response_status__isnull=False)
    rows = live(scene.company_id).filter(
        Q(status=None) | ~Q(status__in=NOT_MEANT),
        begins_at__gt=scene.now - A_DAY,
        begins_at__lte=scene.now + scene.limits.days("ahead"),
    )
    ahead = Q(start_at=None) | Q(start_at__gt=scene.now)
    counted = (
        rows.order_by()
        .values("account")
        .annotate(
            all=Count("pk"),
            no_end=Count("pk", filter=Q(start_at__isnull=False, end_at=None)),
            no_answer=Count("pk", filter=ahead & ~Q(Exists(answered)) & Q(Exists(seats))),
        )
    )
    found = Unseen()
    for account, number, no_end, no_answer in counted.values_list(
        "account", "all", "no_end", "no_answer"
    ):
        found.interviews += number
        system = scene.systems.get(account or 0)
        if system is None:
            continue
        found.silent += no_answer
        lacking = {
            "rsvp": no_answer,
            "end": no_end,
            "panel": number * ("panel" in system.silent_about),
            "place": number * ("place" in system.silent_about),
            "coordinator": number * (not system.coordinators),
        }
        found.blind += [
            Blind(system=system, lacks=lacks, count=count)
            for lacks, count in lacking.items()
            if count
        ]
    return found
