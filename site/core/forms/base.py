"""The one way in which residents' forms are drawn and fail."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from .renderer import ResidentRenderer


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is made of: what was sent, even if that is nothing, since nothing has
    errors as well; None where it is only shown."""
    return request.POST if request.method == "POST" else None


class ResidentForm(forms.Form):
    """Labels, help and errors in words; checked by the server; works without JavaScript.

    - Errors stand between the question and the field, and in a summary on top.
    - No `required` attribute: the browser's own bubbles are neither translated
      by us nor read by every screen reader.
    """

    default_renderer = ResidentRenderer()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def error_list(self) -> list[dict[str, str]]:
        """For the error summary: the text and the address of the control to mend, in order."""
        found = [
            {"text": str(error), "href": f"#{first_control_id(bound)}"}
            for bound in self
            for error in bound.errors
        ]
        return found + [
            {"text": str(error), "href": ""} for error in self.non_field_errors()
        ]


def first_control_id(bound: forms.BoundField) -> str:
    """Where a link in the error summary lands: the first button of a group, or the control."""
    if bound.use_fieldset:
        return str(bound.field.widget.id_for_label(bound.auto_id, index="0"))
    return bound.auto_id
