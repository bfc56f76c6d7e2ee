"""An editor sees a page of every kind before it is first saved."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from home.models import HomePage
from tests.factories import pages, stories

KINDS = [model for model in get_page_models() if model is not Page]


def parent_of(model: type[Page]) -> Page:
    """A page that one of the kind may be added to."""
    pages.index_page(), pages.method_index_page()
    pages.council_index_page(), stories.story_index()
    if model is HomePage:
        return Page.get_first_root_node()
    pages.home_page()
    return next(
        page
        for page in Page.objects.order_by("path").specific()
        if type(page) in model.allowed_parent_page_models()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_new_page_is_previewed_before_it_is_saved(admin_client, model):
    kind = ContentType.objects.get_for_model(model)
    parent = parent_of(model)
    url = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=[kind.app_label, kind.model, parent.pk],
    )
    form = {"title": "Esikatseltu", "slug": "esikatseltu"}
    form |= {
        f"{field.name}-count": "0"
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    }
    assert admin_client.post(url, form).json()["is_available"]
    response = admin_client.get(url)
    assert response.status_code == 200
    assert "Esikatseltu" in response.content.decode()
