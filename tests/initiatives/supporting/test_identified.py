"""What an identified person's form holds: the provider's word, not the browser's."""

import pytest
from django import forms

from initiatives.supporting.identified import lock
from tests.factories.core import MunicipalityFactory
from users.identification import Claim

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    who = forms.CharField()
    where = forms.CharField()


def locked(code="837", given_name="Aada"):
    form = Form({"who": "Joku Muu", "where": "x"})
    claim = Claim("hash", given_name, "Esimerkki" if given_name else "", code, "", "")
    lock(form, claim, name="who", municipality="where")
    assert form.is_valid()
    return form.cleaned_data


def test_name_and_municipality_are_the_providers():
    town = MunicipalityFactory(code="837")
    assert locked() == {"who": "Aada Esimerkki", "where": str(town.pk)}


@pytest.mark.parametrize("code", ["", "091", "999"])
def test_a_municipality_that_is_not_the_countys_is_asked(code):
    MunicipalityFactory(code="837")
    MunicipalityFactory(code="999", in_use=False)
    assert locked(code) == {"who": "Aada Esimerkki", "where": "x"}


def test_a_name_that_is_not_told_is_asked():
    assert locked("", given_name="")["who"] == "Joku Muu"


def test_without_a_claim_all_is_asked():
    form = Form({"who": "Joku Muu", "where": "x"})
    lock(form, None, name="who", municipality="where")
    assert form.is_valid()
    assert form.cleaned_data == {"who": "Joku Muu", "where": "x"}
