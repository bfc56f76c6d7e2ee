"""What is to be printed, and for which units."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Municipality, ServiceArea, ServiceUnit

from .products import PrintLanguage, Product


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
    unit = forms.ModelChoiceField(
        label=_("Service unit"),
        queryset=ServiceUnit.objects.filter(in_use=True),
        required=False,
        empty_label=_("All that fit below"),
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

    def units(self) -> QuerySet[ServiceUnit]:
        """The units in use that were asked for, in the register's order."""
        asked: dict[str, Any] = self.cleaned_data
        units = ServiceUnit.objects.filter(in_use=True)
        if unit := asked["unit"]:
            return units.filter(pk=unit.pk)
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
