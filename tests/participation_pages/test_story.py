"""Stories: what publishing demands, what page and list show, and what they cost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import Translation, TranslationSource

from core.models import SiteRendition
from participation_pages import stories as presenter
from participation_pages.forms import STORY_MISSING
from participation_pages.models import OpportunityPage, StoryPage
from tests.factories import pages, stories
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

LIST = "/tarinat/"
STEP = {
    "steps-count": "1",
    "steps-0-deleted": "",
    "steps-0-order": "0",
    "steps-0-type": "step",
    "steps-0-id": "",
    "steps-0-value-title": "Isä alkoi unohtaa",
    "steps-0-value-picture-image": "",
    "steps-0-value-picture-alt_text": "",
    "steps-0-value-text": '{"blocks": [{"key": "a", "text": "Syksyllä tuli sana.",'
    ' "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}],'
    ' "entityMap": {}}',
    "steps-0-value-quote": "",
}
FORM = {
    "title": "Isän puhelu",
    "slug": "isan-puhelu",
    "whose": "relative",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    **STEP,
}


def add_url() -> str:
    index = stories.story_index()
    return f"/admin/pages/add/participation_pages/storypage/{index.pk}/"


def translated(page: StoryPage, language: str = "sv") -> StoryPage:
    for one in (page.get_parent().get_parent(), page.get_parent(), page):
        locale = Locale.objects.get(language_code=language)
        if not one.specific.has_translation(locale):
            one.specific.copy_for_translation(locale).save_revision().publish()
    return StoryPage.objects.get(
        translation_key=page.translation_key, locale__language_code=language
    )


# -- Consent -------------------------------------------------------------------


def test_a_story_is_not_published_without_consent(admin_client):
    url = add_url()
    refused = admin_client.post(url, {**FORM, "action-publish": "1"})
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == ["consent_given_on"]
    assert str(STORY_MISSING["consent_given_on"]) in refused.content.decode()
    assert not StoryPage.objects.exists()


def test_a_story_is_published_with_consent(admin_client, client):
    data = {**FORM, "consent_given_on": "2026-05-04", "action-publish": "1"}
    response = admin_client.post(add_url(), data)
    assert response.status_code == 302
    page = StoryPage.objects.get()
    assert page.live
    assert "Syksyllä tuli sana." in client.get(page.url).content.decode()


def test_a_draft_may_lack_consent_and_can_be_looked_at(admin_client):
    saved = admin_client.post(add_url(), FORM)
    assert saved.status_code == 302
    draft = StoryPage.objects.get()
    assert draft.live is False
    shown = draft.get_latest_revision_as_object().make_preview_request()
    assert shown.status_code == 200


def test_an_unsaved_story_can_be_looked_at(admin_client):
    url = f"{add_url()}preview/"
    assert admin_client.post(url, FORM).json()["is_valid"] is True
    shown = admin_client.get(f"{url}?mode=&in_preview_panel=true")
    assert shown.status_code == 200
    assert "Syksyllä tuli sana." in shown.content.decode()


def test_a_draft_of_a_published_story_may_lose_its_consent(admin_client):
    page = stories.story_page()
    page.save_revision().publish()
    url = f"/admin/pages/{page.pk}/edit/"
    assert admin_client.post(url, {**FORM, "slug": page.slug}).status_code == 302
    assert StoryPage.objects.get(pk=page.pk).consent_given_on is not None
    refused = admin_client.post(url, {**FORM, "slug": page.slug, "action-publish": "1"})
    assert list(refused.context["form"].errors) == ["consent_given_on"]


def test_consent_lies_in_the_past(admin_client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {**FORM, "consent_given_on": tomorrow.isoformat(), "action-publish": "1"}
    refused = admin_client.post(add_url(), data)
    assert list(refused.context["form"].errors) == ["consent_given_on"]


def test_no_way_round_the_form_publishes_without_consent():
    page = stories.story_page(live=False, consent_given_on=None)
    with pytest.raises(ValidationError):
        page.save_revision(clean=False).publish()
    assert not StoryPage.objects.filter(live=True).exists()


@pytest.mark.parametrize("with_parent", [True, False])
def test_publishing_several_at_once_asks_for_consent(admin_client, with_parent):
    whole = stories.story_page(live=False)
    lacking = stories.story_page(live=False, title="Luonnos", consent_given_on=None)
    for page in (whole, lacking):
        page.save_revision(clean=False)
    ids = [stories.story_index().pk] if with_parent else [whole.pk, lacking.pk]
    chosen = "&".join(f"id={pk}" for pk in ids)
    url = f"/admin/bulk/wagtailcore/page/publish/?{chosen}&next=/admin/"
    data = {"include_descendants": "on"} if with_parent else {}
    html = admin_client.post(url, data, follow=True).content.decode()
    assert "Luonnos" in html
    assert not StoryPage.objects.filter(live=True).exists()
    lacking.consent_given_on = timezone.localdate()
    lacking.save_revision()
    admin_client.post(url, data)
    assert StoryPage.objects.filter(live=True).count() == 2


def test_the_editor_is_told_what_to_do_when_consent_is_withdrawn(admin_client):
    html = admin_client.get(add_url()).content.decode()
    assert "Jos suostumus perutaan" in html


def test_a_story_that_is_taken_down_is_taken_down_in_every_language(client):
    page = stories.story_page()
    swedish = translated(page)
    assert client.get(swedish.url).status_code == 200
    StoryPage.objects.get(pk=page.pk).unpublish()
    assert client.get(swedish.url).status_code == 404
    assert not StoryPage.objects.filter(live=True).exists()


def test_a_translation_that_waits_for_its_day_is_taken_down_too():
    page = stories.story_page()
    swedish = translated(page)
    swedish.unpublish()
    tomorrow = timezone.now() + timedelta(days=1)
    swedish.go_live_at = tomorrow
    swedish.save_revision().publish()
    StoryPage.objects.get(pk=page.pk).unpublish()
    with freeze_time(tomorrow + timedelta(hours=1)):
        call_command("publish_scheduled")
    assert not StoryPage.objects.filter(live=True).exists()


def test_a_translation_can_be_taken_down_by_itself():
    page = stories.story_page()
    translated(page).unpublish()
    assert StoryPage.objects.get(pk=page.pk).live


def test_a_story_is_translated_with_the_words_of_its_pictures(client):
    """As editors do it, beside the source text; steps without a picture too."""
    image = stories.picture()
    steps = [stories.step(image=image, alt="Isä soittaa"), stories.step()]
    page = stories.story_page(steps=steps)
    translated(stories.story_page(slug="toinen"))
    source, _new = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code="sv")
    translation = Translation.objects.create(source=source, target_locale=locale)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = f"sv {entry.msgid}"
    translation.import_po(po)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.get_latest_revision().publish()
    copy = StoryPage.objects.get(pk=target.pk)
    assert copy.consent_given_on == page.consent_given_on
    assert copy.card_picture == image
    html = client.get(copy.url).content.decode()
    assert 'alt="sv Isä soittaa"' in html
    assert html.count("sv Isä alkoi unohtaa") == 2


# -- The page ------------------------------------------------------------------


def test_the_page_tells_the_story(client):
    outcome = pages.opportunity_page(with_outcome=True)
    form = pages.feedback_page()
    page = stories.story_page(
        content_note="Tarina kertoo sairastumisesta.",
        name_changed=True,
        expert_presentation="Marja kouluttaa hoitajia.",
        what_followed="Soitamme nyt toisin.",
        outcome_page=outcome,
        service_area=pages.service_area(),
        steps=[stories.step(quote="Kerroin sen neljännen kerran.")],
    )
    html = client.get(page.url).content.decode()
    for text in (
        "Läheisen kokemus",
        "Lukemiseen menee noin 1 minuutti",
        "Tarina kertoo sairastumisesta.",
        'href="#after-story"',
        'id="after-story"',
        f'href="{LIST}"',
        "Isä alkoi unohtaa",
        "”Kerroin sen neljännen kerran.”",
        "Mitä tarinasta seurasi?",
        "Soitamme nyt toisin.",
        f'href="{outcome.url}"',
        "Tarinan kertoja: Marja",
        "Marja kouluttaa hoitajia.",
        "voi perua sen milloin tahansa",
        "Nimi on muutettu.",
        f'href="{form.url}"',
        "Avopalvelut",
    ):
        assert text in html, text


def test_what_is_not_given_is_not_spoken_of(client):
    html = client.get(stories.story_page(teller="").url).content.decode()
    assert "Ennen kuin luet" not in html
    assert "Mitä tarinasta seurasi?" not in html
    assert "Nimi on muutettu" not in html
    assert "Kerro tarinasi" not in html
    assert "voi perua sen milloin tahansa" in html


@pytest.mark.parametrize("kind", ["unpublished", "private"])
def test_an_outcome_that_is_not_public_is_not_linked(client, kind):
    outcome = pages.opportunity_page(with_outcome=True)
    page = stories.story_page(outcome_page=outcome)
    if kind == "private":
        PageViewRestriction.objects.create(page=outcome, restriction_type="login")
    else:
        OpportunityPage.objects.get(pk=outcome.pk).unpublish()
    html = client.get(page.url).content.decode()
    assert outcome.slug not in html


def test_a_translated_story_leads_to_the_outcome_in_its_language(client):
    outcome = pages.opportunity_page(with_outcome=True)
    page = stories.story_page(outcome_page=outcome)
    swedish = translated(page)
    assert f'href="{outcome.url}"' in client.get(swedish.url).content.decode()
    locale = Locale.objects.get(language_code="sv")
    outcome.get_parent().copy_for_translation(locale).save_revision().publish()
    copy = outcome.copy_for_translation(locale)
    copy.save_revision().publish()
    html = client.get(swedish.url).content.decode()
    assert f'href="{OpportunityPage.objects.get(pk=copy.pk).url}"' in html


def test_easy_finnish_is_one_link_away(client):
    page = stories.story_page()
    easy = translated(page, "fi-simple")
    assert f'<a class="more" href="{easy.url}"' in client.get(page.url).content.decode()
    assert (
        'class="more" href="/fi-simple/tarinat/isan'
        not in client.get(easy.url).content.decode()
    )


def test_only_steps_with_a_picture_take_turns():
    image = stories.picture()
    shown = [image, None, image, image, None, image]
    steps = [stories.step(image=one) for one in shown]
    found = presenter.scenes(stories.story_page(steps=steps))
    turned = [scene.turned for scene in found]
    assert turned == [False, False, True, False, False, True]


def test_each_picture_has_its_own_words(client):
    image = stories.picture()
    steps = [
        stories.step(image=image, alt=alt) for alt in ("Isä soittaa", "Isä kuulee")
    ]
    page = stories.story_page(steps=steps)
    for _time in range(3):
        html = client.get(page.url).content.decode()
        assert html.count('alt="Isä soittaa"') == html.count('alt="Isä kuulee"') == 1


def test_a_picture_that_was_deleted_leaves_the_words(client):
    image = stories.picture()
    page = stories.story_page(steps=[stories.step(image=image)])
    assert "scene-picture" in client.get(page.url).content.decode()
    image.delete()
    html = client.get(page.url).content.decode()
    assert "scene-picture" not in html
    assert 'class="words"' in html


@pytest.mark.parametrize(
    ("words", "minutes"), [(1, 1), (100, 1), (121, 2), (480, 5), (1200, 11)]
)
def test_reading_time_follows_the_words(words, minutes):
    step = stories.step(title="Yksi", text=f"<p>{'sana ' * words}</p>", quote="")
    page = stories.story_page(steps=[step], introduction="")
    assert presenter.reading_minutes(page) == page.reading_minutes == minutes


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("cold", [True, False])
def test_a_story_costs_the_same_whatever_its_steps(client, number, cold):
    """Each step with a picture of its own, and a link to a page in its text."""
    pages.feedback_page()
    outcome = pages.opportunity_page(with_outcome=True)
    steps = [
        stories.step(
            text=f'<p><a linktype="page" id="{outcome.pk}">{place}</a></p>',
            image=stories.picture(f"Kuva {place}"),
        )
        for place in range(number)
    ]
    page = stories.story_page(steps=steps, outcome_page=outcome)
    client.get(page.url)
    if cold:
        stories.forget_renditions()
    with counted() as queries:
        html = client.get(page.url).content.decode()
    assert len(queries) == (5 if cold else 4)
    assert not queries.repeated
    assert html.count(f'href="{outcome.url}"') == number + 1
    assert html.count("format-avif.fill-1200x800") == number


# -- The list ------------------------------------------------------------------


def test_an_empty_list_invites_to_tell(client):
    stories.story_index()
    html = client.get(LIST).content.decode()
    assert "Sinun tarinasi voi olla ensimmäinen." in html
    assert "Kerro tarinasi" not in html
    form = pages.feedback_page()
    form.save_revision().publish()
    assert f'href="{form.url}">Kerro tarinasi' in client.get(LIST).content.decode()


def test_a_card_says_whose_story_it_is_and_how_long(client):
    page = stories.story_page(service_area=pages.service_area())
    html = client.get(LIST).content.decode()
    assert f'href="{page.url}">{page.title}' in html
    assert "Läheisen kokemus" in html
    assert "Lukemiseen menee noin 1 minuutti" in html
    assert "Avopalvelut" in html


def test_a_card_shows_the_pages_picture_or_the_storys_first_or_the_pattern(client):
    first, own = stories.picture("Askel"), stories.picture("Oma")
    steps = [stories.step(), stories.step(image=first)]
    bare = stories.story_page()
    with_steps = stories.story_page(steps=steps)
    with_both = stories.story_page(steps=steps, picture=own)
    cards = {card.pk: card for card in client.get(LIST).context["stories"]}
    assert cards[bare.pk].picture is None
    assert cards[with_steps.pk].picture == first
    assert cards[with_both.pk].picture == own
    assert f"/kuvio/{bare.pk}.svg" in client.get(LIST).content.decode()


def test_the_newest_story_stands_first(client):
    old, new = stories.story_page(live=False), stories.story_page(live=False)
    new.save_revision().publish()
    old.save_revision().publish()
    now = timezone.now()
    StoryPage.objects.filter(pk=old.pk).update(
        first_published_at=now - timedelta(days=9)
    )
    shown = client.get(LIST).context["stories"]
    assert [card.pk for card in shown] == [new.pk, old.pk]


def test_the_list_can_be_narrowed(client):
    area, other = pages.service_area(), pages.service_area("Sairaalapalvelut")
    own = stories.story_page(whose="own", service_area=area)
    stories.story_page(whose="own", service_area=other)
    stories.story_page(whose="relative", service_area=area)
    response = client.get(LIST, {"kenen": "own", "alue": str(area.pk)})
    assert [card.pk for card in response.context["stories"]] == [own.pk]
    whose, areas = response.context["facets"]
    # What each choice leads to, with the other filter as it is.
    assert [(one.label, one.count) for one in whose.choices] == [
        ("Oma kokemus", 1),
        ("Läheisen kokemus", 1),
    ]
    assert whose.everything.url == f"?alue={area.pk}"
    assert [one.count for one in areas.choices] == [1, 1]
    assert [one.chosen for one in areas.choices] == [True, False]
    nothing = client.get(LIST, {"kenen": "other"})
    assert "Tällä valinnalla ei ole tarinoita" in nothing.content.decode()


def test_there_is_no_filter_where_there_is_nothing_to_choose(client):
    stories.story_page(), stories.story_page()
    assert client.get(LIST).context["facets"] == []


def test_eighteen_a_page(client):
    for _number in range(19):
        stories.story_page()
    first = client.get(LIST, {"kenen": "relative"})
    assert len(first.context["stories"]) == 18
    assert 'href="?kenen=relative&amp;sivu=2"' in first.content.decode()
    assert len(client.get(LIST, {"sivu": "2"}).context["stories"]) == 1
    assert client.get(LIST, {"sivu": "3"}).status_code == 404


@pytest.mark.parametrize(
    "query", [{"sivu": "0"}, {"kenen": "x"}, {"alue": "0"}, {"alue": "\x00"}]
)
def test_a_bad_address_is_not_found(client, query):
    stories.story_index()
    assert client.get(LIST, query).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("cold", [True, False])
def test_the_list_costs_the_same_whatever_its_length(client, number, cold):
    for place in range(number):
        image = stories.picture(f"Kuva {place}")
        stories.story_page(steps=[stories.step(image=image)])
    client.get(LIST)
    if cold:
        stories.forget_renditions()
    with counted() as queries:
        html = client.get(LIST).content.decode()
    assert len(queries) == (5 if cold else 4)
    assert not queries.repeated
    assert html.count("format-avif.fill-600x400") == min(number, 18)
    assert SiteRendition.objects.count() == 3 * min(number, 18)
