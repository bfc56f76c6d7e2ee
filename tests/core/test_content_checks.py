"""What the admin tells an editor about the page; nobody else gets anything of it."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from core.content_checks import AXE_RULES, OUR_RULES, WORDS, ContentChecker
from core.writing import picture_name
from home.models import InformationPage
from tests.browser import content
from tests.core.test_writing import FOURTEEN
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.catalogues import compiled  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compiled")]

VAGUE = '<p><a href="/">Lue lisää</a></p>'
SCRIPT = "admin/content-checks.js"


def editor(language="fi"):
    user = UserFactory(communications=True)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    staff = Client()
    staff.force_login(user)
    return staff


def configuration(html):
    """What Wagtail's checker is told, as it stands in the page."""
    found = re.search(
        r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>',
        html,
        re.DOTALL,
    )
    return json.loads(found.group(1))


# -- Who sees it ---------------------------------------------------------------


def test_readers_get_the_page_as_if_there_were_no_checks():
    page = content.information_page()
    anonymous = Client().get(page.url)
    html = anonymous.content.decode()
    bar = "\n<!-- Wagtail user bar embed code -->.*<!-- end Wagtail user bar embed code -->\n"
    seen_by_staff = editor().get(page.url).content.decode()
    assert html == re.sub(bar, "", seen_by_staff, flags=re.DOTALL)
    assert html != seen_by_staff
    assert "Cookie" not in anonymous.get("Vary", "")


def test_staff_get_the_bar_on_a_page_and_nowhere_else():
    page = content.information_page()
    pages.feedback_page()
    staff = editor()
    for url in (page.url, "/anna-palautetta/", "/anna-palautetta/julkaistut/"):
        html = staff.get(url).content.decode()
        assert SCRIPT in html, url
        assert "Tarkistukset" in html, url
    assert "userbar" not in staff.get("/ei-ole/").content.decode()


def test_a_session_without_rights_gets_nothing():
    page = content.information_page()
    somebody = Client()
    somebody.force_login(UserFactory())
    assert "userbar" not in somebody.get(page.url).content.decode()


# -- What the checker is told --------------------------------------------------


def test_every_rule_has_words_in_every_language_of_the_admin():
    assert set(WORDS) == {*AXE_RULES, *OUR_RULES}
    for language in ("fi", "sv"):
        for name, help_text in WORDS.values():
            with translation.override("en"):
                english = str(name), str(help_text)
            with translation.override(language):
                own = str(name), str(help_text)
            assert own[0] != english[0]
            assert own[1] != english[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Linkki ei kerro, mihin se vie"),
        ("sv", "Länken berättar inte vart den leder"),
        ("en", "The link does not say where it leads"),
    ],
)
def test_bar_speaks_the_editors_language(language, words):
    page = content.information_page()
    told = configuration(editor(language).get(page.url).content.decode())
    assert told["messages"]["vague-link"]["error_name"] == words


def test_side_panel_has_the_same_rules():
    page = content.information_page()
    staff = editor()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    panel = configuration(staff.get(url).content.decode())
    bar = configuration(staff.get(page.url).content.decode())
    assert panel["options"] == bar["options"]
    assert panel["messages"] == bar["messages"]
    assert set(panel["options"]["runOnly"]) == {*AXE_RULES, *OUR_RULES}


def test_checker_gets_what_was_found_in_the_page():
    image = content.picture()
    picture = {"image": image.pk, "alt_text": "", "decorative": False}
    page = pages.information_page(
        body=[{"type": "picture", "value": picture}, {"type": "text", "value": VAGUE}]
    )
    page.locale = Locale.objects.get(language_code="fi-simple")
    page.introduction = FOURTEEN
    checks = {
        check["id"]: check.get("options")
        for check in ContentChecker(page).get_axe_custom_checks(None)
    }
    assert checks["check-undescribed-picture"]["pictures"] == [
        {"name": picture_name(image), "alt": "Järvi tyynenä aamuna"}
    ]
    assert checks["check-long-sentence"]["sentences"] == [FOURTEEN]
    assert "lue lisää" in checks["check-vague-link"]["texts"]
    assert "check-image-alt-text" in checks


def test_checker_is_ready_beside_a_page_that_is_not_saved_yet():
    home = pages.home_page()
    url = reverse("wagtailadmin_pages:add", args=["home", "informationpage", home.pk])
    told = configuration(editor().get(url).content.decode())
    assert set(OUR_RULES) <= set(told["options"]["runOnly"])


def test_checker_bears_what_is_no_page():
    for nothing in (None, object()):
        checks = ContentChecker(nothing).get_axe_custom_checks(None)
        assert {"id": "check-long-sentence", "options": {"sentences": []}} in checks


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fi", False), ("fi-simple", False), ("sv", False), ("en", True)],
)
def test_readability_is_measured_in_english_only(language, shown):
    page = content.in_language(content.information_page(), language)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = editor().get(url).content.decode()
    assert ("data-content-readability-score" in html) is shown
    assert "data-content-word-count" in html
    assert "data-content-reading-time" in html


# -- What is said after saving -------------------------------------------------


def form_data(text=VAGUE, **fields):
    return nested_form_data(
        {
            "title": "Tietoa",
            "slug": "tietoa",
            "introduction": "",
            "picture": "",
            "body": streamfield([("text", as_typed(text))]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **fields,
        }
    )


def as_typed(html):
    """The editor's own form of a rich text."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(features=["link", "bold"]).from_database_format(html)


def said(response):
    from django.contrib.messages import get_messages

    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("publish", [False, True])
def test_editor_is_told_after_saving(publish):
    page = pages.information_page()
    fields = {"action-publish": "1"} if publish else {}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor().post(url, form_data(**fields))
    assert response.status_code == 302
    assert "Kirjoita linkkiin, mihin se vie: ”Lue lisää”" in said(response)
    assert ("Lue lisää" in Client().get(page.url).content.decode()) is publish


def test_editor_is_told_when_a_page_is_new():
    home = pages.home_page()
    url = reverse("wagtailadmin_pages:add", args=["home", "informationpage", home.pk])
    response = editor().post(url, form_data())
    assert InformationPage.objects.exists()
    assert "Kirjoita linkkiin, mihin se vie: ”Lue lisää”" in said(response)


def test_nothing_is_said_of_a_good_page():
    page = pages.information_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor().post(url, form_data('<p><a href="/">Anna palautetta</a></p>'))
    assert not [words for words in said(response) if "Kirjoita" in words]


def test_nothing_is_said_while_the_page_saves_itself():
    page = pages.information_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    staff = editor()
    response = staff.post(url, form_data(), headers={"accept": "application/json"})
    assert response.status_code == 200
    assert not said(response)


def test_what_is_said_is_short():
    page = pages.information_page()
    links = "".join(
        f'<p><a href="/">{text}</a></p>'
        for text in ("Här", "Här", "Tästä", "Lue", "Läs mer")
    )
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    staff = editor()
    response = staff.post(url, form_data(links), follow=True)
    assert "”Här”, ”Tästä”, ”Lue” …" in response.content.decode()


def easy_page(**fields):
    page = content.in_language(pages.information_page(**fields), "fi-simple")
    return InformationPage.objects.get(pk=page.pk)


def test_long_sentences_of_easy_finnish_are_quoted():
    page = easy_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor().post(url, form_data(f"<p>{FOURTEEN}</p>"))
    expected = (
        "Lyhennä virkettä, enintään 13 sanaa: ”Voit kertoa meille nyt omin sanoin"
    )
    assert [words for words in said(response) if words.startswith(expected)]


def test_what_is_said_runs_nothing():
    page = easy_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data("<p>Lyhyt.</p>", introduction=f"<b>{FOURTEEN}")
    html = editor().post(url, data, follow=True).content.decode()
    assert "Lyhennä virkettä, enintään 13 sanaa: ”&lt;b&gt;Voit" in html
    assert "<b>Voit" not in html


def test_translator_is_told_beside_the_source():
    page = pages.information_page(introduction=FOURTEEN)
    locale = pages.home_page("fi-simple").locale
    source, _made = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    translated = Translation.objects.create(source=source, target_locale=locale)
    translated.save_target()
    target = Page.objects.get(translation_key=page.translation_key, locale=locale)
    url = reverse("wagtailadmin_pages:edit", args=[target.pk])
    response = editor().get(url)
    assert response.status_code == 200
    assert "Lyhennä virkettä" in response.content.decode()
