"""Records that are chosen in a form by their number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LONGEST_NUMBER = 18


def is_number(text: str) -> bool:
    """Whether it can be the number of a record in any database."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


class RecordsField(forms.ModelMultipleChoiceField):
    """Django asks the database for any number, and SQLite fails at one beyond its own."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not is_number(str(one)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": one},
                )
        return super().clean(value)
