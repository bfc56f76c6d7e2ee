"""What a strongly identified person need not write, and cannot write otherwise."""

from django import forms

from core.models import Municipality
from users.identification import Claim


def lock(
    form: forms.Form, found: Claim | None, *, name: str, municipality: str
) -> None:
    """The fields of this name get what the provider says, whatever the browser sends.

    A municipality that is not told, or not the county's, is asked as from everybody.
    """
    if found is None:
        return
    towns = {
        town.code: str(pk)
        for pk, town in Municipality.all_cached().items()
        if town.in_use
    }
    known = {name: found.name, municipality: towns.get(found.municipality_code, "")}
    for field, value in known.items():
        if value:
            form.initial[field] = value
            form.fields[field].disabled = True
