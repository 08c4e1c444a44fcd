"""Views of the lists that somebody keeps: the filters under a name, and how each person holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, Membership, User


class SavedView(models.Model):
    """The filters of one list as they stand in its address: `query` is `status=scheduled&when=this_week`.

    A private one is its owner's alone; a shared one is the company's.
    """

    class Page(models.TextChoices):
        INTERVIEWS = "interviews", _("Interviews")
        CANDIDATES = "candidates", _("Candidates")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    page = models.CharField(_("page"), max_length=20, choices=Page)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("filters"), blank=True)
    shared = models.BooleanField(_("shared with the team"), default=False)
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "owner", "page", "name"], name="saved_view_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ViewPlace(models.Model):
    """How one person holds a view. `default_of` is the page that opens with it, null for none."""

    view = models.ForeignKey(
        SavedView, on_delete=models.CASCADE, related_name="places", verbose_name=_("saved view")
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("membership")
    )
    pinned = models.BooleanField(_("in the navigation"), default=False)
    default_of = models.CharField(
        _("opens with"), max_length=20, null=True, blank=True, choices=SavedView.Page
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("place of a view")
        verbose_name_plural = _("places of views")
        constraints = [
            models.UniqueConstraint(fields=["view", "membership"], name="view_place_once"),
            models.UniqueConstraint(fields=["membership", "default_of"], name="view_default_once"),
        ]

    def __str__(self) -> str:
        return f"{self.view} · {self.membership}"
