"""Forms in which somebody writes something, as our pages draw them."""

from typing import Any

from django import forms


class PageForm(forms.Form):
    """With the look of our pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "input"

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.fields.keys() & self.errors.keys():
            attrs = {"aria-invalid": "true", "aria-describedby": f"wrong-{name}"}
            self.fields[name].widget.attrs.update(attrs)
