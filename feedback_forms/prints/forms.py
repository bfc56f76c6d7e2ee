"""What is to be printed, and for which units."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Municipality, ServiceArea, ServiceUnit

from .products import PrintLanguage, Product

LONGEST_PK = 18


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """A number that no database holds is no unit either: SQLite would not compare it."""

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if len(each) > LONGEST_PK:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": each[:LONGEST_PK]},
                )
        return super().clean(value)


class PrintForm(forms.Form):
    """A GET form: its address can be kept, and changes nothing."""

    product = forms.ChoiceField(
        label=_("What to print"),
        choices=Product,
        widget=forms.RadioSelect,
        initial=Product.POSTER,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=PrintLanguage,
        widget=forms.RadioSelect,
        initial=PrintLanguage.FI,
    )
    bleed = forms.BooleanField(
        label=_("For a printing house: 3 mm of bleed and crop marks"), required=False
    )
    service_area = forms.ModelChoiceField(
        label=_("Service area"),
        queryset=ServiceArea.objects.all(),
        required=False,
        empty_label=_("All"),
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.all(),
        required=False,
        empty_label=_("All"),
    )
    q = forms.CharField(label=_("Words of the name"), required=False, max_length=150)
    unit = UnitsField(
        label=_("Service units"),
        help_text=_("None chosen means all that fit."),
        queryset=ServiceUnit.objects.filter(in_use=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def units(self) -> QuerySet[ServiceUnit]:
        """The units in use that were asked for, in the register's order: those that were
        chosen one by one, or all that fit."""
        chosen: QuerySet[ServiceUnit] = self.cleaned_data["unit"]
        return chosen or self.fitting()

    def offer(self) -> None:
        """Offer to choose among those that fit, and those that were chosen."""
        field: Any = self.fields["unit"]
        chosen = self.cleaned_data["unit"].values("pk")
        field.queryset = field.queryset.filter(
            Q(pk__in=self.fitting().values("pk")) | Q(pk__in=chosen)
        )

    def fitting(self) -> QuerySet[ServiceUnit]:
        asked: dict[str, Any] = self.cleaned_data
        units = ServiceUnit.objects.filter(in_use=True)
        for name in ("service_area", "municipality"):
            if asked[name]:
                units = units.filter(**{name: asked[name]})
        if words := asked["q"]:
            units = units.filter(
                Q(name_fi__icontains=words)
                | Q(name_sv__icontains=words)
                | Q(name_en__icontains=words)
                | Q(slug__icontains=words)
            )
        return units
