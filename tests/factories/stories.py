"""Stories with their pictures, and the page of outcomes."""

import io
from datetime import date
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page

from core.models import SiteImage, SiteRendition
from participation_pages.models import OutcomesPage, StoryIndexPage, StoryPage
from tests.factories import pages


def picture(
    title: str = "Kuva", colour: str = "teal", size: tuple[int, int] = (60, 40)
) -> SiteImage:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    image = SiteImage(title=title, description=f"{title}: järvi")
    image.file = ContentFile(data.getvalue(), name="kuva.jpg")
    image.save()
    return image


def forget_renditions() -> None:
    """As after a day, when the cache has let go of them."""
    for rendition in SiteRendition.objects.select_related("image"):
        rendition.purge_from_cache()


def step(
    title: str = "Isä alkoi unohtaa",
    text: str = "<p>Kesällä isä kysyi kolmesti, missä uimapaikka on.</p>",
    quote: str = "",
    image: SiteImage | None = None,
    alt: str = "Isä järven rannalla",
) -> dict[str, Any]:
    """A step as it is stored."""
    shown = {"image": image and image.pk, "alt_text": alt if image else ""}
    value = {"title": title, "text": text, "quote": quote, "picture": shown}
    return {"type": "step", "value": value}


class StoryPageFactory(factory.Factory):
    """Built, not saved: `story_page()` puts it below the list."""

    class Meta:
        model = StoryPage

    title = factory.Sequence(lambda number: f"Isän puhelu ja yksi lause {number}")
    slug = factory.Sequence(lambda number: f"isan-puhelu-{number}")
    introduction = "Marja kertoo, miten pieni palaute muutti tapaa soittaa."
    whose = "relative"
    teller = "Marja"
    steps = factory.LazyFunction(lambda: [step()])
    consent_given_on = date(2026, 5, 4)


def story_index(**fields: Any) -> StoryIndexPage:
    found = StoryIndexPage.objects.filter(locale__language_code="fi").first()
    page = StoryIndexPage(title="Kokemustarinat", slug="tarinat", **fields)
    return found or pages.below(pages.home_page(), page)


def story_page(*, live: bool = True, parent: Page | None = None, **fields: Any) -> Any:
    page = StoryPageFactory.build(**fields)
    pages.below(parent or story_index(), page, live=live)
    return StoryPage.objects.get(pk=page.pk)


def outcomes_page(**fields: Any) -> OutcomesPage:
    found = OutcomesPage.objects.filter(locale__language_code="fi").first()
    page = OutcomesPage(title="Mikä muuttui", slug="mika-muuttui", **fields)
    return found or pages.below(pages.home_page(), page)
