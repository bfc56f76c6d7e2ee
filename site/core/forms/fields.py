"""Fields in residents' words. Each asks one question; `required` is the usual case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import widgets

# Not "printable", yet part of what people write: lines, soft hyphens, joined emoji.
KEPT = frozenset("\n\r\t\u00ad\u200d")


def without_controls(value: Any) -> str:
    """Without control characters: nobody typed them, and databases refuse NUL."""
    return "".join(
        sign for sign in str(value or "") if sign.isprintable() or sign in KEPT
    )


class TextField(forms.CharField):
    """A few words, or several lines with `rows`."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", widgets.TextArea(rows) if rows else widgets.TextInput()
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        value = without_controls(value)
        if isinstance(self.widget, forms.TextInput):
            # Browsers send one line. A title of several could pass for a mail's own words.
            value = " ".join(value.splitlines())
        return super().to_python(value)


class EmailField(forms.EmailField):
    default_error_messages = {
        "invalid": _("Check the email address. Write it like this: name@example.fi."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", widgets.EmailInput())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(without_controls(value))


class ChoiceField(forms.ChoiceField):
    """One of a few, as buttons that all can be seen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", widgets.Choices())
        super().__init__(**kwargs)


class DateField(forms.DateField):
    """Day, month and year, each in a small field of its own."""

    default_error_messages = {
        "invalid": _(
            "Check the date. Write the day, month and year, for example 22 11 2026."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", widgets.DateParts())
        super().__init__(**kwargs)
