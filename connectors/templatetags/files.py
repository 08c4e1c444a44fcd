"""Tags of a candidate's files at its vendor."""

from django import template
from django.utils.translation import gettext

from candidates.models import Candidate
from connectors.selectors.candidate_files import VendorFile, files_of

register = template.Library()


@register.simple_tag
def vendor_files(candidate: Candidate) -> tuple[VendorFile, ...]:
    """What can be had of a candidate at its vendor, each with whether it is known to be missing."""
    return files_of(candidate)


@register.filter
def file_word(name: str) -> str:
    return {"photo": gettext("Photo"), "cv": gettext("CV")}.get(name, name)
