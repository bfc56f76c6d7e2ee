"""Which documents the search may offer: a canary in every place that is not public."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    ReferenceIndex,
)

from core.models import CountySettings, SiteDocument
from home.models import InformationPage
from tests.factories import pages
from tests.test_leaks import KINDS, hide

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"


@pytest.fixture
def canary() -> SiteDocument:
    return SiteDocument.objects.create(
        title=CANARY, file=ContentFile(b"x", "kanarialintu.txt")
    )


def link(document: SiteDocument) -> list[tuple[str, str]]:
    return [("text", f'<a linktype="document" id="{document.pk}">Liite</a>')]


def page_with(body: list, *, live: bool = True, slug: str = "tietoa"):
    page = InformationPage(title="Tietoa", slug=slug, body=body)
    return pages.below(pages.home_page(), page, live=live)


def again(page: InformationPage) -> InformationPage:
    return InformationPage.objects.get(pk=page.pk)


def public() -> list[str]:
    return [document.title for document in SiteDocument.objects.public()]


# -- Public ---------------------------------------------------------------------


def test_document_that_a_published_page_links_to_is_public(canary):
    page_with(link(canary))
    assert public() == [CANARY]


def test_document_with_two_links_is_found_once(canary):
    page_with(link(canary), slug="yksi")
    page_with(link(canary), slug="kaksi")
    assert public() == [CANARY]


def test_one_public_page_is_enough(canary):
    page_with(link(canary), live=False, slug="luonnos")
    private = page_with(link(canary), slug="yksityinen")
    hide(private, "private")
    page_with(link(canary), slug="julkinen")
    assert public() == [CANARY]


def test_link_stays_public_while_only_a_draft_leaves_it_out(canary):
    page = page_with(link(canary))
    page = again(page)
    page.body = []
    page.save_revision()
    assert public() == [CANARY]


# -- Not public -------------------------------------------------------------------


def test_document_without_a_link(canary):
    page_with([])
    assert public() == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_that_is_not_public(canary, kind):
    page = page_with(link(canary), live=kind == "private")
    assert ReferenceIndex.get_references_to(canary).exists()
    hide(page, kind)
    assert public() == []


def test_page_below_a_private_one(canary):
    parent = page_with([])
    child = InformationPage(title="Alasivu", slug="alasivu", body=link(canary))
    pages.below(parent, child)
    assert public() == [CANARY]
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert public() == []


def test_draft_of_a_published_page(canary):
    page = page_with([])
    page = again(page)
    page.body = link(canary)
    revision = page.save_revision()
    assert public() == []
    revision.publish()
    assert public() == [CANARY]


def test_link_that_was_deleted(canary):
    page = page_with(link(canary))
    page = again(page)
    page.body = []
    page.save_revision().publish()
    assert public() == []


def test_page_that_was_deleted(canary):
    page = page_with(link(canary))
    page.delete()
    assert public() == []


@pytest.mark.parametrize("depth", ["its own", "one above"])
def test_private_collection(canary, depth):
    page_with(link(canary))
    above = Collection.get_first_root_node().add_child(name="Sisäiset")
    below = above.add_child(name="Muistiot")
    canary.collection = below
    canary.save()
    assert public() == [CANARY]
    CollectionViewRestriction.objects.create(
        collection=below if depth == "its own" else above, restriction_type="login"
    )
    assert public() == []


def test_privacy_of_another_collection_matters_not(canary):
    page_with(link(canary))
    root = Collection.get_first_root_node()
    canary.collection = root.add_child(name="Avoimet")
    canary.save()
    CollectionViewRestriction.objects.create(
        collection=root.add_child(name="Sisäiset"), restriction_type="login"
    )
    assert public() == [CANARY]


def test_link_from_something_that_is_no_page(canary):
    """A row of another type with the key of a public page: its key means nothing here."""
    page_with(link(canary))
    reference = ReferenceIndex.get_references_to(canary).get()
    foreign = ReferenceIndex._get_base_content_type(CountySettings)
    reference.base_content_type = reference.content_type = foreign
    reference.save()
    assert public() == []


def test_key_of_another_type_may_be_no_number(canary):
    page_with(link(canary))
    reference = ReferenceIndex.get_references_to(canary).get()
    foreign = ReferenceIndex._get_base_content_type(CountySettings)
    ReferenceIndex.objects.create(
        content_type=foreign,
        base_content_type=foreign,
        object_id="0d5cfa2e-6d0f-4d3c-8a55-3c3b2a3ad0f1",
        to_content_type=foreign,
        to_object_id="0d5cfa2e-6d0f-4d3c-8a55-3c3b2a3ad0f1",
        model_path="x",
        content_path="x",
        content_path_hash=reference.content_path_hash,
    )
    assert public() == [CANARY]


# -- Cost ------------------------------------------------------------------------


def test_public_is_one_query_and_brings_no_words(canary):
    page_with(link(canary))
    public()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        [found] = SiteDocument.objects.public()
    assert len(queries) == 1
    assert found.get_deferred_fields() == {"text"}
    [found] = SiteDocument.objects.public().with_text()
    assert found.get_deferred_fields() == set()
