"""The list, one initiative, its files, and what is shared: at every stage."""

import gzip
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.utils import timezone

from initiatives.enums import Actor, Basis, EventKind, Kind, Stage
from initiatives.models import (
    Attachment,
    Initiative,
    InitiativeEvent,
    InitiativeSettings,
)
from initiatives.services import move
from initiatives.suggestions.taps import tap_url
from moderation import services
from moderation.models import Submission
from tests.browser import content_of_initiatives
from tests.core.test_routing import translate
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.test_stages import REACHED

pytestmark = pytest.mark.django_db

URL = "/aloitteet/"
# What is below the address of one.
PARTS = ("", "syote.atom", "jaa/", "qr.svg", "kortti/", "kuva.png", "aloite.pdf")


def url_of(initiative, rest="", page=URL) -> str:
    return f"{page}{initiative.slug}/{rest}"


def merged_into(target, **fields):
    """A suggestion that was joined to the other one."""
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED, **fields)
    return move(
        initiative=initiative,
        target=Stage.MERGED,
        actor=Actor.REGISTRY,
        merged_into=target,
    )


@pytest.mark.parametrize(
    ("kind", "stage"), [(kind, stage) for kind in Kind for stage in REACHED[kind]]
)
def test_each_stage_is_shown_everywhere_or_nowhere(client, kind, stage):
    initiative = InitiativeFactory(kind=kind, at=stage, title="Kanarialintu")
    if stage == Stage.PUBLISHED:
        # Approved a moment ago: it can still be undone.
        later = timezone.now() + timedelta(minutes=5)
        Submission.objects.filter(pk=initiative.pk).update(published_at=later)
        initiative.refresh_from_db()
    expected = 200 if initiative.is_public else 404
    for part in PARTS:
        assert client.get(url_of(initiative, part)).status_code == expected, part
    shown = "".join(
        client.get(url).content.decode()
        for url in (URL, f"{URL}syote.atom", "/syote.atom", "/sitemap-initiatives.xml")
    )
    # Title in the list and both feeds; address in the map.
    found = shown.count("Kanarialintu") > 2 and initiative.slug in shown
    assert found == initiative.is_public
    assert ("Kanarialintu" in shown) == initiative.is_public


@pytest.mark.parametrize("part", PARTS)
def test_reading_changes_nothing_and_takes_no_post(client, part):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    assert client.post(url_of(initiative, part)).status_code == 405


def test_words_in_the_address_may_be_others(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title="Penkki mäelle")
    for slug in (
        initiative.reference.lower(),
        f"{initiative.reference.lower()}-vanha-otsikko",
    ):
        response = client.get(f"{URL}{slug}/jaa/")
        assert response["Location"] == url_of(initiative, "jaa/")


@pytest.mark.parametrize(
    "slug", ["a-2026-0000-ei-ole", "penkki", "a-2026", "a-2026-7k3", "A", "a-2026-" + "x" * 90]
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, slug):
    assert client.get(f"{URL}{slug}/").status_code == 404


def test_joined_one_leads_to_the_other(client):
    target = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.CONSIDERED)
    joined = merged_into(target, title="Sama ajatus")
    assert client.get(url_of(joined))["Location"] == url_of(target)
    assert "Sama ajatus" in client.get(url_of(target)).content.decode()
    assert "Sama ajatus" not in client.get(URL).content.decode()

    services.withdraw(submission=target)
    assert client.get(url_of(joined)).status_code == 200
    assert client.get(url_of(target)).status_code == 404


def test_names_are_shown_only_of_confirmed_initiators_who_let_them(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=3)
    first, second, third = initiative.initiators.all()
    town = MunicipalityFactory(name_fi="Kihniö")
    for person, name, changes in (
        (first, "Näkyvä Nimi", {"basis": Basis.SERVICE_USER, "municipality": town}),
        (second, "Piilotettu Nimi", {"name_public": False}),
        (third, "Vahvistamaton Nimi", {"confirmed_at": None}),
    ):
        person.name = name
        for field, value in changes.items():
            setattr(person, field, value)
        person.save()
    texts = [
        client.get(url_of(initiative, part)).content.decode(errors="ignore")
        for part in PARTS
    ]
    assert "Näkyvä Nimi" in texts[0]
    assert "Kihniö" in texts[0]
    for text in texts:
        for secret in ("Piilotettu", "Vahvistamaton", first.email, "gAAAA"):
            assert secret not in text
    people = client.get(url_of(initiative)).context["people"]
    assert [person.name for person in people] == ["Näkyvä Nimi", ""]


def test_who_made_a_suggestion_is_not_told(client):
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    name = initiative.initiators.get().name
    for part in PARTS:
        text = client.get(url_of(initiative, part)).content.decode(errors="ignore")
        assert name not in text


def test_its_language_is_said_in_each_interface_language(client):
    page = content_of_initiatives.page()
    for language in ("sv", "en", "fi-simple"):
        translate(page, language)
    finnish = InitiativeFactory(at=Stage.COLLECTING, title="Penkki mäelle")
    swedish = InitiativeFactory(at=Stage.DONE, title="En bänk", language="sv")
    for prefix, lang in (
        ("", "fi"),
        ("/sv", "sv"),
        ("/en", "en"),
        ("/fi-simple", "fi"),
    ):
        for initiative, own in ((finnish, ""), (swedish, "/sv")):
            response = client.get(url_of(initiative, page=f"{prefix}{URL}"))
            text = response.content.decode()
            assert f'<html lang="{lang}"' in text
            marked = f'<h1 lang="{initiative.language}">' in text
            assert marked == (lang != initiative.language)
            canonical = f'<link rel="canonical" href="http://testserver{own}{URL}'
            assert canonical in text
            # One text in one language: what differs is the frame alone.
            assert 'rel="alternate" hreflang' not in text
            assert client.get(f"{prefix}{URL}").status_code == 200


def test_answer_and_events_are_told_with_their_papers(client):
    initiative = InitiativeFactory(at=Stage.NOT_DONE)
    InitiativeEvent.objects.create(
        initiative=initiative,
        kind=EventKind.UPDATE,
        title="Lautakunta kävi paikalla",
        text="Mäki on jyrkkä.",
        link="https://hyvinvointialue.example/poytakirja/7",
    )
    InitiativeEvent.objects.create(
        initiative=initiative, kind=EventKind.SUPPORT, percent=66
    )
    for part in ("", "syote.atom"):
        text = client.get(url_of(initiative, part)).content.decode()
        assert "Lautakunta kävi paikalla" in text
        assert "Mäki on jyrkkä." in text
        assert "https://hyvinvointialue.example/poytakirja/7" in text
        assert "66" in text
    assert initiative.answer in client.get(url_of(initiative)).content.decode()


def test_support_can_be_given_while_it_is_collected(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    link = f'href="{url_of(initiative, "kannata/")}"'
    assert link in client.get(url_of(initiative)).content.decode()
    past = timezone.now() - timedelta(minutes=1)
    Initiative.objects.filter(pk=initiative.pk).update(collects_until=past)
    assert link not in client.get(url_of(initiative)).content.decode()


def test_suggestion_is_supported_by_a_button(client):
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    text = client.get(url_of(initiative)).content.decode()
    assert f'method="post" action="{tap_url(initiative, "fi")}"' in text
    # Without a token, so that the page is kept for all readers.
    assert "csrfmiddlewaretoken" not in text


def test_comments_are_offered_where_they_are_on(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    link = url_of(initiative, "kommentit/")
    assert link not in client.get(url_of(initiative)).content.decode()
    settings = InitiativeSettings.load()
    settings.comments = True
    settings.save()
    assert link in client.get(url_of(initiative)).content.decode()


# Files ---------------------------------------------------------------------------


def attached(initiative, name="Laskelma.pdf", content_type="application/pdf"):
    return Attachment.objects.create(
        initiative=initiative,
        file=ContentFile(b"%PDF-1.7 kanarialintu", name="x.pdf"),
        name=name,
        content_type=content_type,
        size=21,
    )


def test_file_is_served_powerless_while_its_initiative_is_public(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    file = attached(initiative)
    url = url_of(initiative, f"liitteet/{file.pk}/")
    assert url in client.get(url_of(initiative)).content.decode()
    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 kanarialintu"
    assert response["Content-Disposition"] == 'attachment; filename="Laskelma.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "no-cache" in response["Cache-Control"]

    services.withdraw(submission=initiative)
    assert client.get(url).status_code == 404


def test_picture_is_shown_in_place(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    file = attached(initiative, "Mäki.png", "image/png")
    response = client.get(url_of(initiative, f"liitteet/{file.pk}/"))
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Type"] == "image/png"
    response.close()


@pytest.mark.parametrize("stage", [Stage.SCREENING, Stage.PUBLISHED, Stage.REJECTED])
def test_file_of_what_is_not_public_is_not_found(client, stage):
    # Approved a moment ago: it can still be undone.
    later = timezone.now() + timedelta(minutes=5)
    initiative = InitiativeFactory(at=stage, published_at=later)
    file = attached(initiative)
    assert client.get(url_of(initiative, f"liitteet/{file.pk}/")).status_code == 404


def test_file_of_another_initiative_is_not_found(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    others = attached(InitiativeFactory(at=Stage.SCREENING))
    assert client.get(url_of(initiative, f"liitteet/{others.pk}/")).status_code == 404
    assert client.get(url_of(initiative, "liitteet/999999/")).status_code == 404


def test_file_that_is_gone_is_not_found(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    file = attached(initiative)
    file.file.storage.delete(file.file.name)
    assert client.get(url_of(initiative, f"liitteet/{file.pk}/")).status_code == 404


# What is shared --------------------------------------------------------------------


def test_only_the_card_can_be_framed_and_it_is_light(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    response = client.get(url_of(initiative, "kortti/"))
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert b"<script" not in response.content
    assert b"embed/card.css" in response.content
    with open(finders.find("embed/card.css"), "rb") as sheet:  # noqa: PTH123
        assert len(response.content) + len(sheet.read()) < 15_000
    for part in ("", "jaa/", "kuva.png", "qr.svg"):
        other = client.get(url_of(initiative, part))
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_page_to_share_has_address_code_and_embedding(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title='Kuppi "kahvia" & <b>')
    text = client.get(url_of(initiative, "jaa/")).content.decode()
    assert f'value="http://testserver{url_of(initiative)}"' in text
    assert f"http://testserver{url_of(initiative, 'kortti/')}" in text
    assert "<b>" not in text
    # The title within the attribute of the code to be copied, escaped twice.
    assert "Kuppi &amp;quot;kahvia&amp;quot; &amp;amp; &amp;lt;b&amp;gt;" in text


def test_share_picture_is_a_png_of_its_size(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING, title="Äänekoskelaisuus" * 6)
    response = client.get(url_of(initiative, "kuva.png"))
    assert response["Content-Type"] == "image/png"
    assert response.content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    assert len(response.content) < 60_000
    page = client.get(url_of(initiative)).content.decode()
    assert (
        f'og:image" content="http://testserver{url_of(initiative, "kuva.png")}"' in page
    )


# What it costs ------------------------------------------------------------------------


def test_pages_are_light(client):
    """Compressed: list at most 7 kB, one at most 5 kB, as in the project's bars."""
    content_of_initiatives.initiatives()
    for _more in range(12):
        InitiativeFactory(at=Stage.COLLECTING, support_count=77)
    Initiative.objects.update(threshold=5400)
    response = client.get(URL)
    assert len(response.context["cards"]) == 25
    assert len(gzip.compress(response.content)) <= 7000
    for card in response.context["cards"]:
        assert len(gzip.compress(client.get(card.url).content)) <= 5000


def test_count_of_now_is_shown_although_pages_are_kept(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    initiative = InitiativeFactory(at=Stage.COLLECTING, support_count=4)
    assert client.get(url_of(initiative)).context["shown"].support_count == 4
    assert client.get(url_of(initiative)).context is None  # from the cache
    move(initiative=initiative, target=Stage.SENT, actor=Actor.CLOCK)
    assert client.get(url_of(initiative)).context["shown"].stage == Stage.SENT
