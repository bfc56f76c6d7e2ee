"""What publishing demands, and what the page shows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import TargetGroup
from participation_pages.forms import MISSING
from participation_pages.models import OpportunityPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def invalid(**changes) -> dict:
    page = pages.OpportunityPageFactory.build(**changes)
    page.path, page.depth = "00010001", 2
    with pytest.raises(ValidationError) as caught:
        page.full_clean(exclude=["path", "depth", "slug"])
    return caught.value.message_dict


@pytest.mark.parametrize(
    "field",
    [
        "used_for",
        "contact_name",
        "support",
        "can_influence",
        "cannot_influence",
        "opens_at",
    ],
)
def test_a_missing_promise_stops_it(field):
    empty = None if field == "opens_at" else ""
    assert field in invalid(**{field: empty})


def test_closing_comes_after_opening():
    now = timezone.now()
    errors = invalid(
        opens_at=now, closes_at=now, outcome_due=(now + timedelta(days=9)).date()
    )
    assert list(errors) == ["closes_at"]


def test_the_outcome_is_promised_for_after_closing():
    now = timezone.now()
    assert list(
        invalid(closes_at=now, outcome_due=(now - timedelta(days=1)).date())
    ) == ["outcome_due"]


@pytest.mark.parametrize("missing", ["heard", "did", "could_not"])
def test_an_outcome_has_three_parts(missing):
    parts = {"heard": "a", "did": "b", "could_not": "c", missing: " "}
    assert list(invalid(**parts)) == [missing]


def test_a_new_date_needs_a_reason():
    day = timezone.localdate() + timedelta(days=100)
    assert list(invalid(outcome_new_date=day)) == ["outcome_delay_reason"]
    assert list(invalid(outcome_delay_reason="Sairaus")) == ["outcome_new_date"]


def test_publishing_the_outcome_sets_its_time_and_taking_it_back_clears_it():
    page = pages.opportunity_page(with_outcome=True)
    assert page.outcome_published_at is not None
    page.did = page.heard = page.could_not = ""
    page.save()
    assert OpportunityPage.objects.get(pk=page.pk).outcome_published_at is None


def test_the_editor_is_told_in_plain_words(admin_client):
    index = pages.index_page()
    url = f"/admin/pages/add/participation_pages/opportunitypage/{index.pk}/"
    form = admin_client.get(url).context["form"]
    for field, message in MISSING.items():
        assert form.fields[field].error_messages["required"] == message


def test_a_draft_is_saved_without_promises_and_publishing_is_refused(admin_client):
    index = pages.index_page()
    url = f"/admin/pages/add/participation_pages/opportunitypage/{index.pk}/"
    data = {
        "title": "Luonnos",
        "slug": "luonnos",
        "phase_dates-count": "0",
        "updates-count": "0",
        "decision_links-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    refused = admin_client.post(url, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert not OpportunityPage.objects.exists()
    html = refused.content.decode()
    for message in MISSING.values():
        assert str(message).split(".")[0] in html
    saved = admin_client.post(url, data)
    assert saved.status_code == 302
    draft = OpportunityPage.objects.get()
    assert draft.live is False
    preview = draft.get_latest_revision_as_object().make_preview_request()
    assert preview.status_code == 200


def test_a_stored_page_is_edited_and_keeps_entries_that_are_no_longer_in_use(
    admin_client,
):
    page = pages.opportunity_page()
    page.save_revision()
    group, area = page.target_groups.get(), page.service_area
    unused = pages.register_entry(TargetGroup, "Nuoret", in_use=False)
    for entry in (group, area):
        entry.in_use = False
        entry.save()
    response = admin_client.get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code == 200
    fields = response.context["form"].fields
    assert set(fields["target_groups"].queryset) == {group}
    assert unused not in fields["target_groups"].queryset
    assert list(fields["service_area"].queryset) == [area]


def test_the_page_shows_the_promises(client):
    page = pages.opportunity_page()
    html = client.get(page.url).content.decode()
    assert page.used_for in html
    assert "mihin aikaan ne ovat auki" in html
    assert "siitä on jo päätetty" in html
    assert page.support in html
    assert "Helmi, suunnittelija" in html


def test_a_late_outcome_cannot_be_hidden(client):
    page = pages.opportunity_page(late=True)
    html = client.get(page.url).content.decode()
    assert 'class="notice warning' in html


def test_the_outcome_stands_on_the_page(client):
    page = pages.opportunity_page(with_outcome=True)
    html = client.get(page.url).content.decode()
    assert "Saimme 412 vastausta." in html
    assert "Iltanumeroa emme voineet avata" in html


def test_the_way_to_the_form_is_open_only_while_one_can_take_part(client):
    form = pages.feedback_page()
    running = pages.opportunity_page(take_part_page=form)
    ended = pages.opportunity_page(take_part_page=form, ended=True)
    assert (
        f"/anna-palautetta/?aihe={running.pk}"
        in client.get(running.url).content.decode()
    )
    assert "?aihe=" not in client.get(ended.url).content.decode()


def test_publishing_several_at_once_says_what_is_missing(admin_client):
    whole = pages.opportunity_page(live=False)
    lacking = pages.opportunity_page(live=False, title="Luonnos")
    lacking.target_groups.clear()
    for page in (whole, lacking):
        page.save_revision(clean=False)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={whole.pk}&id={lacking.pk}&next=/admin/"
    html = admin_client.post(url, follow=True).content.decode()
    assert "Luonnos" in html
    assert not OpportunityPage.objects.filter(live=True).exists()
    lacking.target_groups.set(whole.target_groups.all())
    lacking.save()
    lacking.save_revision()
    admin_client.post(url)
    assert OpportunityPage.objects.filter(live=True).count() == 2


def test_the_outcome_time_is_that_of_publishing_and_stays():
    page = pages.opportunity_page(ended=True)
    page.heard, page.did, page.could_not = "a", "b", "c"
    revision = page.save_revision()
    assert OpportunityPage.objects.get(pk=page.pk).outcome_published_at is None
    revision.publish()
    first = OpportunityPage.objects.get(pk=page.pk).outcome_published_at
    assert first is not None
    page.heard = "aa"
    page.save_revision().publish()
    assert OpportunityPage.objects.get(pk=page.pk).outcome_published_at == first


def test_what_could_be_influenced_is_told_in_the_past_when_it_is_over(client):
    now = timezone.now()
    still = client.get(pages.opportunity_page().url).content.decode()
    over = pages.opportunity_page(
        opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=1)
    )
    html = client.get(over.url).content.decode()
    for words in ("Mihin pystyit vaikuttamaan?", "Tähän et pystynyt vaikuttamaan"):
        assert words in html
        assert words not in still
    assert '<aside aria-labelledby="take-part">' in html


def test_each_phase_is_told_in_whole_sentences(client):
    page = pages.opportunity_page(
        phase="preparation",
        phase_dates=[
            ("phase", {"phase": "initiative", "date": None, "text": "kysely"}),
            ("phase", {"phase": "preparation", "date": None, "text": "kuulemme"}),
            ("phase", {"phase": "decision", "date": None, "text": "valtuusto"}),
        ],
    )
    html = " ".join(client.get(page.url).content.decode().split())
    assert "Tehty. Kysely</p>" in html
    assert " asti. Kuulemme</p>" in html
    assert "Tulossa. Valtuusto</p>" in html
