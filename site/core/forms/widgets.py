"""Controls with the classes and sizes of our style sheet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TextInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input", **(attrs or {})})


class EmailInput(forms.EmailInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "input medium",
                "autocomplete": "email",
                "inputmode": "email",
                "spellcheck": "false",
                **(attrs or {}),
            }
        )


class TextArea(forms.Textarea):
    """Several lines, with a count of the characters left where the field has a limit.

    `data-check-personal-data` among `attrs` warns of personal data while one writes.
    """

    counts_characters = True

    def __init__(self, rows: int = 7, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "textarea", "rows": rows, **(attrs or {})})
        del self.attrs["cols"]

    @property
    def check_personal_data(self) -> bool:
        return "data-check-personal-data" in self.attrs

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text without a word."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("maxlength", None)
        return attrs


class Select(forms.Select):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "select", **(attrs or {})})


class Choices(forms.RadioSelect):
    """Radio buttons whose whole row is the target."""

    template_name = "components/forms/choices.html"

    def __init__(self, style: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.style = style
        super().__init__(attrs)

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["style"] = self.style
        return context


class Scale(Choices):
    """0 to 10 in a row that wraps."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("scale", attrs)


class DateParts(forms.Widget):
    """Three numbers that are one date; each has a label, which Django's MultiWidget lacks."""

    use_fieldset = True
    template_name = "components/forms/date_parts.html"
    PARTS = (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = dict(zip(("year", "month", "day"), self._split(value), strict=False))
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{attrs['id']}_{number}" if attrs and "id" in attrs else "",
                "label": label,
                "value": given.get(part, ""),
            }
            for number, (part, label) in enumerate(self.PARTS)
        ]
        return context

    @staticmethod
    def _split(value: Any) -> list[str]:
        if hasattr(value, "year"):
            return [str(value.year), str(value.month), str(value.day)]
        return str(value or "").split("-")

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str | None:
        day, month, year = (
            str(data.get(f"{name}_{part}", "")).strip() for part, _ in self.PARTS
        )
        return f"{year}-{month}-{day}" if day or month or year else None

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> bool:
        return not any(f"{name}_{part}" in data for part, _ in self.PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_{index or 0}"
