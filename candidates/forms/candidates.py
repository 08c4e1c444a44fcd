"""What a person does with candidates: one move, the same for many, a document."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import ClockField

MANY = [
    ("advance", _("Invite or re-open")),
    ("set_deadline", _("Set deadline")),
    ("remind", _("Send reminder")),
    ("skip", _("Skip interview")),
    ("assign", _("Assign a coordinator")),
]


class MoveForm(forms.Form):
    """What comes with a move of a candidate: the version seen, the deadline on the reader's clock, and the
    name of the wish.
    """

    seen = forms.IntegerField(required=False, min_value=1)
    key = forms.CharField(required=False, max_length=64)
    deadline = ClockField(required=False, input_formats=["%Y-%m-%dT%H:%M"])


class ManyForm(forms.Form):
    """One move for many. `count` is what somebody writes who means it."""

    action = forms.ChoiceField(choices=MANY)
    key = forms.CharField(required=False, max_length=24)
    deadline = ClockField(required=False, input_formats=["%Y-%m-%dT%H:%M"])
    count = forms.IntegerField(required=False, min_value=0)

    def sentence(self) -> str:
        """What is wrong, in one line."""
        if "deadline" in self.errors:
            return gettext("Write the deadline as a date and a time.")
        if "action" in self.errors:
            return gettext("There is no such move. Choose one of those offered.")
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class DocumentForm(forms.Form):
    """A photo or a CV as the browser sends it; what it is, is seen from its bytes."""

    file = forms.FileField(error_messages={"required": _("Choose a file first.")}, max_length=1000)
