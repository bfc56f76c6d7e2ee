"""Methods: what publishing demands, what the pages show, and in which language."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from core.links import link_from
from participation_pages.enums import LadderStep
from participation_pages.forms import MethodPageForm
from participation_pages.methods import figure, method_context, rungs
from participation_pages.models import MethodPage, OpportunityPage
from tests.browser.content import in_language
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

URL = "/menetelmat/"


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def context_of(page):
    return method_context(MethodPage.objects.get(pk=page.pk), timezone.now())


# -- In the admin --------------------------------------------------------------


def posted(**changes):
    """What the editor's form sends: a draft with a title and nothing else."""
    return {
        "title": "Luonnos",
        "slug": "luonnos",
        "steps-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }


def add_url():
    index = pages.method_index_page()
    return f"/admin/pages/add/participation_pages/methodpage/{index.pk}/"


def test_a_draft_may_lack_what_publishing_demands(admin_client):
    url = add_url()
    refused = admin_client.post(url, posted(**{"action-publish": "1"}))
    assert refused.status_code == 200
    assert not MethodPage.objects.exists()
    errors = refused.context["form"].errors
    assert set(errors) == {*MethodPageForm.missing, "steps"}
    for name, message in MethodPageForm.missing.items():
        assert errors[name] == [str(message)]

    saved = admin_client.post(url, posted())
    assert saved.status_code == 302
    draft = MethodPage.objects.get()
    assert draft.live is False
    preview = draft.get_latest_revision_as_object().make_preview_request()
    assert preview.status_code == 200


def test_a_whole_method_is_published(admin_client):
    whole = pages.MethodPageFactory.build()
    texts = {name: getattr(whole, name) for name in MethodPageForm.missing}
    step = {
        "steps-count": "1",
        "steps-0-deleted": "",
        "steps-0-order": "0",
        "steps-0-type": "step",
        "steps-0-value-title": "Kutsu laajasti",
        "steps-0-value-text": "",
    }
    data = posted(**texts, **step, **{"action-publish": "1"})
    assert admin_client.post(add_url(), data).status_code == 302
    page = MethodPage.objects.get()
    assert page.live
    assert page.steps[0].value["title"] == "Kutsu laajasti"


def test_publishing_several_at_once_says_which_method_lacks_something(admin_client):
    page = pages.method_page(live=False)
    page.purpose = ""
    page.save_revision(clean=False)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/"
    html = admin_client.post(url, follow=True).content.decode()
    assert page.title in html
    assert not MethodPage.objects.get(pk=page.pk).live


def test_only_a_method_can_be_chosen_as_the_method_of_a_way_to_take_part(admin_client):
    index = pages.index_page()
    url = f"/admin/pages/add/participation_pages/opportunitypage/{index.pk}/"
    field = admin_client.get(url).context["form"].fields["method"]
    assert field.widget.target_models == [MethodPage]
    with pytest.raises(ValidationError):
        field.clean(pages.feedback_page().pk)
    assert field.clean(pages.method_page().pk)


# -- The page ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [
        ("8–30, neljän hengen pöydissä", "8–30", "neljän hengen pöydissä"),
        ("1,5 tuntia", "1,5 tuntia", ""),
        ("3 päivää, ilta, ja tulokset", "3 päivää", "ilta, ja tulokset"),
        ("", "", ""),
    ],
)
def test_a_figure_is_cut_at_its_first_comma(text, large, small):
    found = figure(text)
    assert (found.large, found.small) == (large, small)


def test_words_where_a_figure_would_stand_are_shown_smaller():
    assert not figure("2–3 tuntia, ja tauko").is_long
    assert figure("niin kauan kuin juttua riittää").is_long


def test_the_ladder_is_whole_and_marks_the_methods_step():
    found = rungs("feedback")
    assert [rung.label for rung in found] == [
        str(step.label) for step in reversed(LadderStep)
    ]
    assert [rung.label for rung in found if rung.here] == [
        str(LadderStep.FEEDBACK.label)
    ]


def test_the_page_shows_all_that_it_was_given(client):
    page = pages.method_page(
        example="Kolme työpajaa mietti takaisinsoittoa.",
        example_page=pages.opportunity_page(with_outcome=True, title="Takaisinsoitto"),
    )
    html = html_of(client, page.url)
    for text in (
        page.purpose,
        "tulos viedään päätökseen",
        page.does_not_suit,
        "<b>8–30</b>neljän hengen pöydissä",
        "Sovi, kuka päättää",
        "Kirjoita se kutsuun.",
        "Kerro tulokset",
        "Kolme työpajaa mietti takaisinsoittoa.",
        "Takaisinsoitto",
    ):
        assert text in html
    assert html.count('<li class="here">') == 1


def test_what_is_open_and_coming_stands_apart_from_what_came_of_the_earlier_ones():
    method = pages.method_page()
    coming = pages.opportunity_page(coming=True, method=method)
    running = pages.opportunity_page(method=method)
    outcome = pages.opportunity_page(with_outcome=True, method=method)
    pages.opportunity_page(method=pages.method_page())
    pages.opportunity_page()
    context = context_of(method)
    assert [page.pk for page in context["opportunities"]] == [running.pk, coming.pk]
    assert [page.pk for page in context["outcomes"]] == [outcome.pk]
    assert context["total"] == 3
    assert not context["there_are_more"]


def test_what_does_not_fit_is_in_the_full_list(client):
    method = pages.method_page()
    late = pages.opportunity_page(late=True, method=method)
    assert context_of(method)["there_are_more"]
    assert f'href="{method.url}kaikki/"' in html_of(client, method.url)
    for _number in range(21):
        pages.opportunity_page(method=method)
    assert len(context_of(method)["opportunities"]) == 3
    first = client.get(f"{method.url}kaikki/").context
    second = client.get(f"{method.url}kaikki/", {"sivu": "2"}).context
    assert (len(first["opportunities"]), len(second["opportunities"])) == (20, 2)
    assert late.pk in {page.pk for page in second["opportunities"]}
    assert client.get(f"{method.url}kaikki/", {"sivu": "3"}).status_code == 404


def test_the_full_list_is_one_result_when_nothing_more_is_done(client):
    method = pages.method_page()
    assert f"{method.url}kaikki/" not in html_of(client, method.url)
    assert client.get(f"{method.url}kaikki/").context["opportunities"] == []


# -- The list ------------------------------------------------------------------


def test_an_empty_list_says_so(client):
    pages.method_index_page()
    assert client.get(URL).context["groups"] == []


def test_methods_stand_on_their_steps_the_highest_first(client):
    survey = pages.method_page(ladder="feedback")
    panel = pages.method_page(ladder="systematic")
    feedback = pages.method_page(ladder="feedback")
    groups = client.get(URL).context["groups"]
    assert [(group.step, [row.page.pk for row in group.rows]) for group in groups] == [
        (LadderStep.SYSTEMATIC, [panel.pk]),
        (LadderStep.FEEDBACK, [survey.pk, feedback.pk]),
    ]


def test_the_list_counts_what_one_can_take_part_in_now(client):
    method = pages.method_page()
    idle = pages.method_page()
    for traits in ({}, {}, {"coming": True}, {"ended": True}, {"live": False}):
        pages.opportunity_page(method=method, **traits)
    (group,) = client.get(URL).context["groups"]
    assert {row.page.pk: row.running for row in group.rows} == {
        method.pk: 2,
        idle.pk: 0,
    }


# -- From the way to take part to the method -----------------------------------


def test_the_way_to_take_part_leads_to_its_method_without_a_query_of_its_own(client):
    page = pages.opportunity_page()
    client.get(page.url)
    with counted() as without:
        client.get(page.url)
    method = pages.method_page(title="Työpaja")
    page.method = method
    page.save()
    client.get(page.url)
    with counted() as with_method:
        html = html_of(client, page.url)
    assert f'<a href="{method.url}">Työpaja</a>' in html
    assert len(with_method) == len(without)


def test_a_preview_leads_to_the_method_of_the_draft(client):
    page = pages.opportunity_page()
    page.method = pages.method_page(title="Työpaja")
    response = page.make_preview_request()
    assert response.context_data["method"].page.title == "Työpaja"
    page.method = pages.method_page(live=False)
    assert link_from(page, "method") is None


def test_a_translation_keeps_the_method_and_leads_to_it_in_its_own_language(client):
    method = pages.method_page(title="Työpaja")
    page = pages.opportunity_page(method=method)
    in_language(pages.index_page(), "sv")
    swedish = in_language(page, "sv")
    assert swedish.method_id == method.pk
    html = html_of(client, swedish.url)
    assert f'<a href="{method.url}" lang="fi">Työpaja</a>' in html

    in_language(pages.method_index_page(), "sv")
    verkstad = in_language(method, "sv")
    assert f'<a href="{verkstad.url}">' in html_of(client, swedish.url)
    assert [one.pk for one in context_of(verkstad)["opportunities"]] == [swedish.pk]
    assert [one.pk for one in context_of(method)["opportunities"]] == [page.pk]
    (group,) = client.get("/sv/menetelmat/").context["groups"]
    assert [(row.page.pk, row.running) for row in group.rows] == [(verkstad.pk, 1)]


def test_a_method_and_its_steps_are_translated_beside_the_source(client):
    pages.home_page("sv")
    in_language(pages.method_index_page(), "sv")
    page = pages.method_page()
    source, _new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="sv")
    )
    texts = {
        "Sovi, kuka päättää": "Kom överens om vem som beslutar",
        "Kirjoita se kutsuun.": "Skriv det i inbjudan.",
        page.purpose: "Olika människor berättar om sin vardag.",
    }
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=texts.get(segment.string.data, segment.string.data),
        )
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    swedish = MethodPage.objects.get(locale__language_code="sv")
    assert swedish.steps[0].id == page.steps[0].id
    html = html_of(client, swedish.url)
    for text in texts.values():
        assert text in html
    assert swedish.ladder == page.ladder


def test_a_method_that_is_deleted_leaves_the_way_to_take_part_in_place(client):
    method = pages.method_page()
    page = pages.opportunity_page(method=method)
    Page.objects.get(pk=method.pk).delete()
    assert OpportunityPage.objects.get(pk=page.pk).method is None
    assert client.get(page.url).status_code == 200
