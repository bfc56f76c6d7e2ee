"""The demo's pages in Finnish, made from their files."""

import json
from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, Page, Site

from core.models import (
    BasePage,
    DecisionBody,
    Municipality,
    ServiceArea,
    ServiceUnit,
    SiteImage,
    TargetGroup,
    Topic,
)
from feedback_forms.models import FeedbackPage
from home.demo.files import Calendar, Texts, has_page, own_id, read_page, rich_text
from home.models import HomePage, InformationPage
from participation_pages.models import OpportunityIndexPage, OpportunityPage

HOME = "etusivu"
# Name of the file → kind and name of the parent, parents first, in the order of the menu.
TREE: dict[str, tuple[type[BasePage], str]] = {
    HOME: (HomePage, ""),
    "osallistu-nyt": (OpportunityIndexPage, HOME),
    "anna-palautetta": (FeedbackPage, HOME),
    "tietoa": (InformationPage, HOME),
    "tietosuoja": (InformationPage, HOME),
    "lahipalvelut": (OpportunityPage, "osallistu-nyt"),
    "nuorten-tuki": (OpportunityPage, "osallistu-nyt"),
    "kotihoidon-puhelut": (OpportunityPage, "osallistu-nyt"),
    "takaisinsoitto": (OpportunityPage, "osallistu-nyt"),
}
KEYS = {own_id("page", name): name for name in TREE}
STREAMS = ("body", "ways", "phase_dates", "updates", "decision_links")


class PageMaker:
    """Fills pages from texts; knows the day, the pictures, and the pages made so far."""

    def __init__(self, calendar: Calendar, pictures: dict[str, SiteImage]) -> None:
        self.calendar = calendar
        self.pictures = pictures
        self.pages: dict[str, Page] = {}
        day, moment = calendar.day, calendar.moment
        self._convert: dict[str, Callable[[Any], Any]] = {
            "picture": pictures.__getitem__,
            "service_area": lambda name: ServiceArea.objects.get(name_fi=name),
            "topic": lambda name: Topic.objects.get(name_fi=name),
            "decision_body": lambda name: DecisionBody.objects.get(name_fi=name),
            "organiser": lambda name: ServiceUnit.objects.get(name_fi=name),
            "municipalities": lambda names: Municipality.objects.filter(
                name_fi__in=names
            ),
            "target_groups": lambda names: TargetGroup.objects.filter(
                name_fi__in=names
            ),
            "take_part_page": lambda name: self.pages[name],
            "opens_at": moment,
            "closes_at": moment,
            "outcome_published_at": moment,
            "decision_date": day,
            "outcome_due": day,
            "outcome_new_date": day,
        }

    def fill(self, page: BasePage, name: str, texts: Texts) -> BasePage:
        """Set every field that the texts give; what they do not give stays."""
        for field, value in texts.items():
            if field in STREAMS:
                setattr(page, field, self._stream(name, field, value))
            elif field in self._convert:
                setattr(page, field, self._convert[field](value))
            else:
                setattr(page, field, value.strip() if isinstance(value, str) else value)
        return page

    def _stream(self, name: str, field: str, blocks: list[Texts]) -> str:
        """Blocks have the same id in every language, so that translations find theirs."""
        rows = [
            {
                **self._block(field, dict(block)),
                "id": str(own_id("block", name, field, number)),
            }
            for number, block in enumerate(blocks)
        ]
        return json.dumps(rows)

    def _block(self, field: str, block: Texts) -> Texts:
        if field == "body":
            if "text" in block and "title" not in block:
                ids = {name: page.pk for name, page in self.pages.items()}
                return {"type": "text", "value": rich_text(block["text"], ids)}
            return {"type": "notice", "value": block}
        if field == "phase_dates":
            # As the editor's form leaves it when nothing is written.
            block = {"text": "", **block}
        if "date" in block:
            block["date"] = self.calendar.day(block["date"]).isoformat()
        if "page" in block:
            block["page"] = self.pages[block["page"]].pk
        kind = {"ways": "way", "phase_dates": "phase", "updates": "update"}.get(
            field, "link"
        )
        return {"type": kind, "value": block}


def load_pages(maker: PageMaker) -> int:
    """Make and publish the Finnish pages that are not there yet; returns how many."""
    maker.pages |= own_pages("fi")
    missing = [name for name in TREE if name not in maker.pages]
    late: dict[str, Texts] = {}
    for name in missing:
        model, parent = TREE[name]
        texts = read_page(name, "fi")
        # These lead to pages that come later.
        late[name] = {key: texts.pop(key) for key in ("ways", "body") if key in texts}
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
