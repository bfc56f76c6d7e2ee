"""The demo's pages in Finnish, made from their files."""

import json
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page, Site

from core.models import BasePage, Register, SiteDocument, SiteImage
from feedback_forms.models import FeedbackPage
from home.demo.files import Calendar, Texts, has_page, own_id, read_page, rich_text
from home.models import AccessibilityStatementPage, HomePage, InformationPage
from initiatives.models import InitiativesPage
from moderation.models import ModerationRulesPage
from participation_pages.models import (
    CouncilIndexPage,
    CouncilPage,
    EventPage,
    MethodIndexPage,
    MethodPage,
    OpportunityIndexPage,
    OpportunityPage,
    OutcomesPage,
    StoryIndexPage,
    StoryPage,
)

HOME = "etusivu"
# Name of the file → kind and name of the parent, parents first, in the order of the menu.
TREE: dict[str, tuple[type[BasePage], str]] = {
    HOME: (HomePage, ""),
    "osallistu-nyt": (OpportunityIndexPage, HOME),
    "anna-palautetta": (FeedbackPage, HOME),
    "aloitteet": (InitiativesPage, HOME),
    "kokemustarinat": (StoryIndexPage, HOME),
    "mika-muuttui": (OutcomesPage, HOME),
    "menetelmat": (MethodIndexPage, HOME),
    "tietoa": (InformationPage, HOME),
    "asukaspooli-tietoa": (InformationPage, "tietoa"),
    "vaikuttamistoimielimet": (CouncilIndexPage, HOME),
    "tietosuoja": (InformationPage, HOME),
    "moderoinnin-saannot": (ModerationRulesPage, HOME),
    "saavutettavuusseloste": (AccessibilityStatementPage, HOME),
    "lahipalvelut": (OpportunityPage, "osallistu-nyt"),
    "nuorten-tuki": (OpportunityPage, "osallistu-nyt"),
    "kotihoidon-puhelut": (OpportunityPage, "osallistu-nyt"),
    "takaisinsoitto": (OpportunityPage, "osallistu-nyt"),
    "asukaspaneeli": (OpportunityPage, "osallistu-nyt"),
    "kylan-turvallisuus": (OpportunityPage, "osallistu-nyt"),
    "asiakasraati": (OpportunityPage, "osallistu-nyt"),
    "talousarvio": (OpportunityPage, "osallistu-nyt"),
    "liikkuva-neuvola": (OpportunityPage, "osallistu-nyt"),
    "kutsukirjeet": (OpportunityPage, "osallistu-nyt"),
    "omaishoito": (OpportunityPage, "osallistu-nyt"),
    "tyopaja-virrat": (EventPage, "osallistu-nyt"),
    "tyopaja-kihnio": (EventPage, "osallistu-nyt"),
    "tyopaja-juupajoki": (EventPage, "osallistu-nyt"),
    "kuuleminen-tampere": (EventPage, "osallistu-nyt"),
    "menetelma-asukaspooli": (MethodPage, "menetelmat"),
    "menetelma-asukaspaneeli": (MethodPage, "menetelmat"),
    "menetelma-asiakasraati": (MethodPage, "menetelmat"),
    "menetelma-tyopaja": (MethodPage, "menetelmat"),
    "menetelma-kuuleminen": (MethodPage, "menetelmat"),
    "menetelma-verkkoaivoriihi": (MethodPage, "menetelmat"),
    "menetelma-verkkokeskustelu": (MethodPage, "menetelmat"),
    "menetelma-kysely": (MethodPage, "menetelmat"),
    "menetelma-palautekortti": (MethodPage, "menetelmat"),
    "menetelma-vertaisarviointi": (MethodPage, "menetelmat"),
    "menetelma-ennakkoarviointi": (MethodPage, "menetelmat"),
    "isan-puhelu": (StoryPage, "kokemustarinat"),
    "kirjastoon-saa-menna": (StoryPage, "kokemustarinat"),
    "mika-on-osoitteesi": (StoryPage, "kokemustarinat"),
    "nyokkasin": (StoryPage, "kokemustarinat"),
    "nelja-sekuntia": (StoryPage, "kokemustarinat"),
    "nuorisovaltuusto": (CouncilPage, "vaikuttamistoimielimet"),
    "vanhusneuvosto": (CouncilPage, "vaikuttamistoimielimet"),
    "vammaisneuvosto": (CouncilPage, "vaikuttamistoimielimet"),
}
KEYS = {own_id("page", name): name for name in TREE}
# Streams that lead to other pages; what they lead to may come later.
LINKING = ("ways", "body")


def leads_to_pages(model: type[BasePage], name: str) -> bool:
    related = model._meta.get_field(name).related_model
    return name in LINKING or (isinstance(related, type) and issubclass(related, Page))


class PageMaker:
    """Fills pages from texts; knows the day, the pictures, and the pages made so far.

    What a text means is read from the kind of its field: a date is relative to the day,
    and a page, a picture, a document or an entry of a register is named.
    """

    def __init__(
        self,
        calendar: Calendar,
        pictures: dict[str, SiteImage],
        documents: dict[str, SiteDocument],
    ) -> None:
        self.calendar = calendar
        self.pictures = pictures
        self.documents = documents
        self.pages: dict[str, Page] = {}

    def fill(self, page: BasePage, name: str, texts: Texts) -> BasePage:
        """Set every field that the texts give; what they do not give stays."""
        for field, value in texts.items():
            kind = page._meta.get_field(field)
            if isinstance(kind, StreamField):
                setattr(page, field, self._stream(name, kind, value))
            else:
                setattr(page, field, self._value(kind, value))
        return page

    def _value(self, kind: Any, value: Any) -> Any:
        if kind.many_to_many:
            return kind.related_model.objects.filter(name_fi__in=value)
        if kind.is_relation:
            return self._related(kind.related_model, value)
        # A moment is a date, too.
        if isinstance(kind, models.DateTimeField):
            return self.calendar.moment(value)
        if isinstance(kind, models.DateField):
            return self.calendar.day(value)
        return value.strip() if isinstance(value, str) else value

    def _related(self, model: Any, name: str) -> Any:
        if issubclass(model, Page):
            return self.pages[name]
        if issubclass(model, Register):
            return model.objects.get(name_fi=name)
        return self.pictures[name]

    def _stream(self, name: str, field: Any, rows: list[Texts]) -> str:
        """Blocks have the same id in every language, so that translations find theirs."""
        kinds = field.stream_block.child_blocks
        found = []
        for number, row in enumerate(rows):
            kind = kind_of(kinds, row)
            # A paragraph of running text stands by itself; all else has named parts.
            value = row["text"] if kind == "text" else row
            found.append(
                {
                    "type": kind,
                    "value": self._block(kinds[kind], value),
                    "id": str(own_id("block", name, field.name, number)),
                }
            )
        return json.dumps(found)

    def _block(self, block: Any, value: Any) -> Any:
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value)
        if isinstance(block, blocks.RichTextBlock):
            targets = {
                "page": {name: page.pk for name, page in self.pages.items()},
                "document": {name: file.pk for name, file in self.documents.items()},
            }
            return rich_text(value, targets)
        if isinstance(block, blocks.PageChooserBlock):
            return self.pages[value].pk
        if isinstance(block, blocks.DateTimeBlock):
            return self.calendar.moment(value).isoformat()
        if isinstance(block, blocks.DateBlock):
            return self.calendar.day(value).isoformat()
        return value.strip() if isinstance(value, str) else value

    def _struct(self, block: Any, row: Texts) -> Texts:
        values: Texts = {}
        for name, child in block.child_blocks.items():
            if name in row and isinstance(child, ImageBlock):
                values[name] = self._image(row[name], row.get("alt", ""))
            elif name in row:
                values[name] = self._block(child, row[name])
            elif isinstance(child, (blocks.CharBlock, blocks.TextBlock)):
                # As the editor's form leaves it when nothing is written.
                values[name] = ""
        return values

    def _image(self, name: str, alt: str) -> Texts:
        """What it shows is told by the text around it, or as everywhere else."""
        picture = self.pictures[name]
        return {
            "image": picture.pk,
            "alt_text": alt or picture.description,
            "decorative": False,
        }


def kind_of(kinds: Any, row: Texts) -> str:
    """The only kind of block that a stream has; in running text, by what the row holds."""
    if len(kinds) == 1:
        return str(next(iter(kinds)))
    return "notice" if "title" in row else "text"


def load_pages(maker: PageMaker) -> int:
    """Make and publish the Finnish pages that are not there yet; returns how many."""
    maker.pages |= own_pages("fi")
    missing = [name for name in TREE if name not in maker.pages]
    late: dict[str, Texts] = {}
    for name in missing:
        model, parent = TREE[name]
        texts = read_page(name, "fi")
        late[name] = {
            key: texts.pop(key) for key in list(texts) if leads_to_pages(model, key)
        }
        page = maker.fill(model(translation_key=own_id("page", name)), name, texts)
        _place(page, maker.pages.get(parent))
        maker.pages[name] = page
    for name in missing:
        page = maker.fill(maker.pages[name], name, late[name])
        page.save_revision().publish()
    return len(missing)


def _place(page: BasePage, parent: Page | None) -> None:
    """Into the tree; the home page takes the place of Wagtail's welcome page."""
    page.locale = Locale.objects.get(language_code="fi")
    if parent is not None:
        parent.refresh_from_db()
        parent.add_child(instance=page)
        return
    Page.get_first_root_node().add_child(instance=page)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True
    )
    welcome = welcome_pages()
    if not site.pk or site.root_page_id in welcome.values_list("pk", flat=True):
        site.hostname, site.port, site.site_name = "localhost", 80, "Osallistu"
    site.root_page = page
    site.save()
    for old in welcome:
        old.delete()


def own_pages(language: str) -> dict[str, Page]:
    """The demo's pages in a language by the name of their file, each as its own kind."""
    pages = Page.objects.filter(
        translation_key__in=KEYS, locale__language_code=language
    )
    return {KEYS[page.translation_key]: page for page in pages.specific()}


def welcome_pages() -> Any:
    """What Wagtail's migrations leave below the root: a plain page that nobody wrote."""
    return Page.objects.filter(
        depth=2,
        slug="home",
        numchild=0,
        content_type__model="page",
        latest_revision=None,
    )


def demo_pages() -> Any:
    """Pages that the demo made, in whatever language."""
    return Page.objects.filter(translation_key__in=KEYS)


def foreign_pages() -> Any:
    """Pages that neither Wagtail nor the demo made."""
    pages = Page.objects.filter(depth__gt=1).exclude(translation_key__in=KEYS)
    return pages.exclude(pk__in=welcome_pages().values("pk"))


def languages_of(name: str) -> list[str]:
    return [code for code in ("sv", "en", "fi-simple") if has_page(name, code)]
