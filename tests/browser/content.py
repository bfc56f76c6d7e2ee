"""Pages with everything on them that an editor can put there, for looking at."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page

from core.models import CountySettings, SiteImage
from tests.factories import pages

# 45 letters and more, as the county's own papers have them.
COMPOUND = "Vammaispalvelulakiuudistusvaikuttamismahdollisuus"


def county() -> CountySettings:
    found = CountySettings.load()
    found.name_fi = "Hirvenlammen hyvinvointialue"
    found.website = "https://hyvinvointialue.example/"
    found.phone, found.phone_hours_fi = "03 123 4567", "arkisin klo 8–16"
    found.email = "osallistu@example.org"
    found.save()
    return found


def picture() -> SiteImage:
    data = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(data, "JPEG")
    image = SiteImage(title="Kuva", description="Järvi tyynenä aamuna")
    image.file = ContentFile(data.getvalue(), name="jarvi.jpg")
    image.save()
    return image


def information_page(**fields: Any) -> Any:
    body = [
        {
            "type": "text",
            "value": "<h2>Näin osallistut</h2><p>Valitse <b>yksi</b> tapa. "
            '<a href="https://example.org/">Lue lisää</a>.</p>'
            "<h3>Tukea osallistumiseen</h3><ul><li>puhelin</li><li>paperi</li></ul>"
            "<ol><li>Valitse</li><li>Vastaa</li></ol>",
        },
        {
            "type": "notice",
            "value": {
                "title": "Tarvitsetko tulkkia?",
                "text": "Kerro siitä\nviimeistään viikkoa ennen.",
            },
        },
        {
            "type": "picture",
            "value": {
                "image": picture().pk,
                "alt_text": "Ihmisiä pöydän ääressä",
                "decorative": False,
            },
        },
    ]
    return pages.information_page(
        body=body, introduction="Lyhyesti siitä, miten voit vaikuttaa.", **fields
    )


def filled_home(*ways: Page, **fields: Any) -> Any:
    """The home page with a picture and a way to take part for each of the pages."""
    home = pages.home_page()
    home.picture = picture()
    home.picture_text = "Järvi tyynenä aamuna"
    home.ways = [
        (
            "way",
            {
                "sign": "speech",
                "title": way.title[:60],
                "page": way,
                "text": "Kerro, mikä toimi ja mikä ei.",
                "time": "2 minuuttia",
            },
        )
        for way in ways
    ]
    for name, value in fields.items():
        setattr(home, name, value)
    home.save()
    return home


def full_opportunity(**fields: Any) -> Any:
    """With every optional field."""
    day = timezone.localdate()
    dates = [
        {"phase": "instituted", "date": day - timedelta(days=60), "text": ""},
        {"phase": "decision", "date": None, "text": "syksyllä, aluevaltuusto"},
    ]
    update = {"date": day - timedelta(days=2), "text": "Saimme luonnoksen\nvalmiiksi."}
    link = {"title": "Pöytäkirja", "url": "https://example.org/", "date": day}
    return pages.opportunity_page(
        **{
            "picture": picture(),
            "phase_dates": [("phase", one) for one in dates],
            "updates": [("update", update)],
            "decision_links": [("link", link)],
            "decision_date": day + timedelta(days=90),
            "contact_email": "helmi@example.org",
            "contact_phone": "03 123 4567",
            "duration": "8 minuuttia",
            **fields,
        }
    )


def bare_opportunity(**fields: Any) -> Any:
    """With nothing that may be left out."""
    page = pages.opportunity_page(introduction="", **fields)
    page.municipalities.set([])
    page.save()
    return page


def opportunities() -> dict[str, Any]:
    """One in each state, by the state's name; the late one also with a new date."""
    now = timezone.now()
    new_date = {
        "outcome_new_date": timezone.localdate() + timedelta(days=30),
        "outcome_delay_reason": "Selvitys jatkuu",
    }
    return {
        "opens-soon": full_opportunity(coming=True),
        "open": full_opportunity(take_part_page=pages.feedback_page()),
        "closes-soon": full_opportunity(closes_at=now + timedelta(days=3)),
        "closed": full_opportunity(closes_at=now - timedelta(days=1)),
        "outcome-due": full_opportunity(ended=True),
        "outcome-late": full_opportunity(late=True, **new_date),
        "outcome-published": full_opportunity(with_outcome=True),
    }


def in_language(page: Page, language: str) -> Any:
    """The page's translation, published."""
    if language == "fi":
        return page
    pages.home_page(language)
    locale = Locale.objects.get(language_code=language)
    copy = page.copy_for_translation(locale)
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def full_method(**fields: Any) -> Any:
    """With every optional field."""
    steps = [
        {
            "title": "Sovi, kuka päättää",
            "text": "Kirjoita se kutsuun.\n\nIlman sitä ei.",
        },
        {"title": "Aloita siitä, mitä on jo kuultu", "text": ""},
    ]
    return pages.method_page(
        **{
            "picture": picture(),
            "steps": [("step", one) for one in steps],
            "example": "Kolme työpajaa mietti takaisinsoittoa.",
            "example_page": pages.opportunity_page(with_outcome=True),
            "effort": "niin paljon kuin asia vaatii, ja vähän päälle",
            **fields,
        }
    )


def full_council(number: int = 1, **fields: Any) -> Any:
    """With so many members, meetings of each kind and statements of each kind."""
    numbers = range(1, number + 1)
    member = {"name": "Aino Esimerkki", "role": "sihteeri", "represents": "Virrat"}
    papers = "https://example.org/asiakirja"
    return pages.council_page(
        **{
            "picture": picture(),
            "members": [("member", member)] * number,
            "meetings": [
                pages.meeting(sign * day, topics="chat\nkoulu", url=papers)
                for day in numbers
                for sign in (1, -1)
            ],
            "statements": [
                pages.statement(day, title=f"Lausunto {day} {followed}", **more)
                for day in numbers
                for followed, more in (
                    ("auki", {}),
                    ("valmis", {"what_followed": "Chat on auki.", "url": papers}),
                )
            ],
            "council": pages.decision_body(),
            "contact_email": "nuorisovaltuusto@example.org",
            "contact_phone": "03 123 4567",
            **fields,
        }
    )
