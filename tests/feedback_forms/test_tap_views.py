"""One tap: the picture card and the tablet in the lobby."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Locale

from feedback_forms.kiosks import kiosk_key, kiosk_query
from feedback_forms.models import (
    FaceAnswer,
    Feedback,
    FeedbackSettings,
    Recommendation,
)
from moderation.models import Counter
from tests.factories import pages
from tests.feedback_forms.test_views import form_id
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

TEXT = "Täällä oli kiva piirtää."
KIOSKS = ["kioski/", "kuvat/kioski/"]


@pytest.fixture
def unit():
    pages.feedback_page()
    return pages.service_unit()


@pytest.fixture
def url(unit):
    return f"/anna-palautetta/{unit.slug}/"


def tap(answer="good", **changes):
    return {"form_id": form_id(), "answer": answer, **changes}


def more(ticket="", **changes):
    return {"form_id": form_id(), "ticket": ticket, "message": TEXT, **changes}


def ticket_of(response):
    return response.wsgi_request.GET["kerro"]


# -- The picture card -------------------------------------------------------------


@pytest.mark.parametrize("face", ["good", "so-so", "bad"])
def test_a_face_is_stored_at_once(client, unit, url, face):
    response = client.post(f"{url}kuvat/", tap(face), follow=True)
    answer = FaceAnswer.objects.get()
    assert (answer.face, answer.unit, answer.channel) == (face, unit, "web")
    assert (answer.service_area, answer.feedback) == (unit.service_area, None)
    assert response.status_code == 200
    assert b'name="message"' in response.content


def test_words_find_their_face_and_get_a_receipt(client, unit, url):
    ticket = ticket_of(client.post(f"{url}kuvat/", tap("bad"), follow=True))
    response = client.post(f"{url}kuvat/", more(ticket))
    feedback = Feedback.objects.get()
    assert feedback.reference in response["Location"]
    assert (feedback.form, feedback.unit, feedback.channel) == ("picture", unit, "web")
    assert FaceAnswer.objects.get().feedback == feedback


def test_one_face_has_one_text(client, url):
    ticket = ticket_of(client.post(f"{url}kuvat/", tap(), follow=True))
    client.post(f"{url}kuvat/", more(ticket))
    client.post(f"{url}kuvat/", more(ticket, message="Toinen teksti."))
    first, second = Feedback.objects.order_by("pk")
    assert FaceAnswer.objects.get().feedback == first
    assert second.message == "Toinen teksti."


@pytest.mark.parametrize("given", ["", "face-1:1abc:forged", "\x00", "x" * 400])
def test_words_without_a_right_ticket_are_not_lost(client, url, given):
    client.post(f"{url}kuvat/", tap())
    assert client.get(f"{url}kuvat/", {"kerro": given}).status_code == 200
    assert client.post(f"{url}kuvat/", more(given)).status_code == 302
    assert Feedback.objects.get().message == TEXT
    assert FaceAnswer.objects.get().feedback is None


def test_ticket_of_another_card_or_unit_ties_nothing(client, url):
    other = pages.service_unit("Toinen asema")
    ticket = ticket_of(client.post(f"{url}kuvat/", tap(), follow=True))
    client.post(f"{url}kioski/", more(ticket))
    client.post(f"/anna-palautetta/{other.slug}/kuvat/", more(ticket, message="Muuta."))
    assert Feedback.objects.count() == 2
    assert FaceAnswer.objects.get().feedback is None


def test_ticket_of_somebody_before_ties_nothing(client, url):
    with freeze_time(timezone.now() - timedelta(minutes=41)):
        ticket = ticket_of(client.post(f"{url}kuvat/", tap(), follow=True))
    client.post(f"{url}kuvat/", more(ticket))
    assert FaceAnswer.objects.get().feedback is None


@pytest.mark.parametrize(
    "changes",
    [{"answer": "angry"}, {"answer": ""}, {"form_id": ""}, {"form_id": "\x00"}],
)
def test_what_is_no_answer_is_asked_for_again(client, url, changes):
    response = client.post(f"{url}kuvat/", tap(**changes))
    assert response.status_code == 422
    assert b'name="answer"' in response.content
    assert not FaceAnswer.objects.exists()


def test_empty_words_are_told_how_to_go_on(client, url):
    response = client.post(f"{url}kuvat/", more(message=" "))
    assert response.status_code == 422
    assert 'class="error-summary"' in response.content.decode()


def test_double_tap_counts_once(client, url):
    data = tap()
    for _time in range(2):
        response = client.post(f"{url}kuvat/", data)
        assert response.status_code == 302
    assert FaceAnswer.objects.count() == 1


def test_a_machine_is_thanked_and_not_counted(client, url):
    assert client.post(f"{url}kuvat/", tap(website="x")).status_code == 302
    assert not FaceAnswer.objects.exists()


def test_too_many_taps_are_told_when_to_try_again(client, url):
    settings = FeedbackSettings.load()
    settings.taps_per_hour = 1
    settings.save()
    client.post(f"{url}kuvat/", tap())
    response = client.post(f"{url}kuvat/", tap())
    assert response.status_code == 429
    assert response.context["too_many_until"] > timezone.now()
    assert FaceAnswer.objects.count() == 1
    assert not Counter.objects.filter(key__contains="127.0.0.1").exists()


def test_every_unit_is_no_way_past_the_limit_of_an_address(client):
    pages.feedback_page()
    settings = FeedbackSettings.load()
    settings.taps_per_day = 1
    settings.save()
    here = [pages.service_unit(f"Asema {number}").slug for number in range(6)]
    answers = [
        client.post(f"/anna-palautetta/{slug}/kuvat/", tap()).status_code
        for slug in here
    ]
    assert answers == [302] * 5 + [429]
    wordless = {"form_id": form_id(), "recommendation": "9", "message": ""}
    answer = client.post(f"/anna-palautetta/{here[5]}/", wordless)
    assert answer.status_code == 429
    worded = {**wordless, "message": TEXT, "form_id": form_id()}
    answer = client.post(f"/anna-palautetta/{here[5]}/", worded)
    assert answer.status_code == 302


def test_card_may_be_found_and_what_follows_may_not(client, url):
    assert "X-Robots-Tag" not in client.get(f"{url}kuvat/")
    assert "noindex" in client.get(f"{url}kuvat/?kiitos=1")["X-Robots-Tag"]


def test_stranger_cannot_send_from_a_page_of_their_own(url):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{url}kuvat/", tap()).status_code == 403
    assert not FaceAnswer.objects.exists()


# -- The tablet -------------------------------------------------------------------


@pytest.mark.parametrize("below", KIOSKS)
@pytest.mark.parametrize("step", ["", "?kerro=", "?kiitos=1"])
def test_tablet_keeps_nothing_and_leads_nowhere(client, url, below, step):
    response = client.get(f"{url}{below}{step}")
    html = response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "<footer" not in html
    assert 'href="/"' not in html
    assert "csrfmiddlewaretoken" not in html
    for form in html.split("<form")[1:]:
        assert 'autocomplete="off"' in form.split(">")[0]


@pytest.mark.parametrize("settings_on", [0, 60])
def test_tablet_needs_no_cookie_and_gets_none(url, settings, settings_on):
    settings.PAGE_CACHE_SECONDS = settings_on
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"{url}kioski/", tap("10"), follow=True)
    assert response.status_code == 200
    ticket = ticket_of(response)
    response = strict.post(f"{url}kioski/", more(ticket))
    assert response.status_code == 302
    assert not strict.cookies
    assert Recommendation.objects.get().feedback == Feedback.objects.get()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 302),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "https://stranger.example"}, 403),
        ({"origin": "http://[testserver"}, 403),
    ],
)
def test_page_of_another_site_sends_no_answers(client, url, headers, status):
    response = client.post(f"{url}kioski/", tap("7"), headers=headers)
    assert response.status_code == status
    response = client.post(f"{url}kioski/", more(), headers=headers)
    assert response.status_code == status
    assert Recommendation.objects.count() == (status == 302)


def test_number_from_a_tablet_is_counted_as_such(client, unit, url):
    client.post(f"{url}kioski/", tap("0"))
    answer = Recommendation.objects.get()
    assert (answer.score, answer.channel, answer.measure) == (0, "kiosk", "quick")


def test_words_from_a_tablet_show_nobody_a_receipt(client, unit, url):
    address = f"{url}kioski/{kiosk_query(unit)}"
    ticket = ticket_of(client.post(address, tap("3"), follow=True))
    response = client.post(address, more(ticket))
    feedback = Feedback.objects.get()
    assert (feedback.form, feedback.channel) == ("quick", "kiosk")
    assert "kiitos" in response["Location"]
    assert feedback.reference not in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("step", "seconds", "without_script"),
    [("?kiitos=1", 10, 10), ("?kerro=", 60, 180), ("", 60, 60)],
)
def test_tablet_returns_by_itself(client, unit, url, step, seconds, without_script):
    query = kiosk_query(unit)
    address = f"{url}kioski/{step}" + (query.replace("?", "&" if step else "?"))
    html = client.get(address).content.decode()
    home = f"{url}kioski/{query}"
    assert f'data-idle="{seconds}" data-home="{home}"' in html
    assert f'content="{without_script};url={home}"' in html


def test_tablet_returns_to_its_own_language(client, unit, url):
    page = pages.feedback_page()
    pages.home_page("sv")
    swedish = page.copy_for_translation(Locale.objects.get(language_code="sv"))
    swedish.save_revision().publish()
    html = client.get(f"{url}kioski/").content.decode()
    assert f'href="/sv{url}kioski/?koti=fi"' in html
    html = client.get(f"/sv{url}kioski/?koti=fi").content.decode()
    assert f'data-home="{url}kioski/"' in html
    assert 'lang="sv"' in html


@pytest.mark.parametrize("koti", ["xx", "en", "//evil.example", "\x00"])
def test_language_that_the_page_is_not_in_is_no_home(client, url, koti):
    html = client.get(f"{url}kioski/", {"koti": koti}).content.decode()
    assert f'data-home="{url}kioski/"' in html


def test_a_lobby_is_not_stopped_and_a_forged_key_is(client, unit, url):
    settings = FeedbackSettings.load()
    settings.taps_per_hour = 2
    settings.save()
    address = f"{url}kioski/{kiosk_query(unit)}"
    for _person in range(5):
        assert client.post(address, tap("7")).status_code == 302
    answers = [client.post(f"{url}kioski/?laite=forged", tap("7")) for _time in "123"]
    assert [answer.status_code for answer in answers] == [302, 302, 429]


def test_raising_the_number_makes_old_links_void(unit):
    before = kiosk_key(unit)
    settings = FeedbackSettings.load()
    settings.kiosk_links += 1
    settings.save()
    assert kiosk_key(unit) != before
    assert kiosk_key(pages.service_unit("Toinen asema")) != kiosk_key(unit)


def test_many_people_write_on_one_tablet(client, unit, url):
    address = f"{url}kuvat/kioski/{kiosk_query(unit)}"
    for number in range(8):
        data = more(message=f"Hyvä paikka numero {number}.")
        assert client.post(address, data).status_code == 302
    assert Feedback.objects.count() == 8


def test_page_cache_keeps_no_screen_with_an_id(client, url, settings):
    settings.PAGE_CACHE_SECONDS = 60
    for address in (url, f"{url}kuvat/", f"{url}kioski/", f"{url}laaja/"):
        first, second = (
            Client().get(address).content.decode().split('name="form_id" value="')[1]
            for _time in range(2)
        )
        assert first[:60] != second[:60], address
    caches["pages"].clear()


@pytest.mark.parametrize("below", ["kuvat/", "kioski/"])
def test_a_tap_costs_little(client, url, below):
    answer = "good" if below == "kuvat/" else "5"
    client.post(url + below, tap(answer))
    with counted() as queries:
        client.post(url + below, tap(answer))
    assert len(queries) <= 8, queries
