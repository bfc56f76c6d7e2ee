"""What the admin says to an editor about the page: in Wagtail's checker (the user bar and
the side panel "Checks") and, once it is saved, as a message. Nothing is ever blocked.

The rules of texts are in `core.writing`; here they meet the checker, which runs axe in
the shown page. Our three rules get what was found from here; the script
`assets/static/admin/content-checks.js` only says at which element it stands.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail_localize.models import Translation

from core.writing import (
    MOST_WORDS,
    VAGUE_ANYWHERE,
    Findings,
    findings,
    picture_name,
)

# Of axe's rules, those that an editor can do something about; with Wagtail's own two.
AXE_RULES = [
    "alt-text-quality",
    "empty-heading",
    "empty-meta-description",
    "empty-table-header",
    "frame-title",
    "heading-order",
    "image-alt",
    "image-redundant-alt",
    "link-name",
    "p-as-heading",
    "page-has-heading-one",
]
# Ours: the elements that each looks at, and the name of its check in the script.
OUR_RULES = {
    "undescribed-picture": "main img[alt]",
    "vague-link": "main a[href]",
    "long-sentence": "main :is(p, li, dt, dd, h1, h2, h3, h4, figcaption, span)",
    "second-h1": "h1",
}
# In the user's language. What to do stands second.
WORDS: dict[str, tuple[Promise, Promise]] = {
    "alt-text-quality": (
        gettext_lazy("The picture's description looks like the name of a file"),
        gettext_lazy("Say in a few words what the picture shows."),
    ),
    "empty-heading": (
        gettext_lazy("A heading is empty"),
        gettext_lazy("Write the heading, or take it away."),
    ),
    "empty-meta-description": (
        gettext_lazy("The description for search engines is empty"),
        gettext_lazy("Write an introduction of one or two sentences."),
    ),
    "empty-table-header": (
        gettext_lazy("A heading of a table is empty"),
        gettext_lazy("Say what the column or row is about."),
    ),
    "frame-title": (
        gettext_lazy("An embedded part has no name"),
        gettext_lazy("Give it a name that says what it is."),
    ),
    "heading-order": (
        gettext_lazy("A level of headings is left out"),
        gettext_lazy("Use the next level: after heading 2 comes heading 3."),
    ),
    "image-alt": (
        gettext_lazy("The picture has no description"),
        gettext_lazy("Say what the picture shows, or mark it as decorative."),
    ),
    "image-redundant-alt": (
        gettext_lazy("The picture's description repeats the text beside it"),
        gettext_lazy("Mark the picture as decorative, or say what only it shows."),
    ),
    "link-name": (
        gettext_lazy("A link has no text"),
        gettext_lazy("Write where the link leads."),
    ),
    "p-as-heading": (
        gettext_lazy("A bold paragraph looks like a heading"),
        gettext_lazy("Make it a heading, so that a screen reader finds it too."),
    ),
    "page-has-heading-one": (
        gettext_lazy("The page has no main heading"),
        gettext_lazy("Give the page a title."),
    ),
    "undescribed-picture": (
        gettext_lazy("The picture has no description"),
        gettext_lazy("Say what the picture shows, or mark it as decorative."),
    ),
    "vague-link": (
        gettext_lazy("The link does not say where it leads"),
        gettext_lazy(
            "Write the name of what it opens, for example “The times of the health centre”."
        ),
    ),
    "long-sentence": (
        gettext_lazy("The sentence is too long for easy Finnish"),
        gettext_lazy("Make it two: at most 13 words in a sentence, about 8 is good."),
    ),
    "second-h1": (
        gettext_lazy("The page has a second main heading"),
        gettext_lazy("Make it a heading of level 2."),
    ),
}
MOST_SHOWN = 3
SHOWN_LENGTH = 60


class ContentChecker(ContentCheckerItem):  # type: ignore[misc]
    """Wagtail's checker with the rules of the house, and words in the user's language."""

    axe_run_only = [*AXE_RULES, *OUR_RULES]

    class Media:
        js = ["admin/content-checks.js"]

    def __init__(self, page: Any = None, *, in_editor: bool = False) -> None:
        super().__init__(in_editor=in_editor)
        self.page = page

    def get_axe_messages(self, request: HttpRequest) -> dict[str, dict[str, Promise]]:
        return {
            rule: {"error_name": name, "help_text": help_text}
            for rule, (name, help_text) in WORDS.items()
        }

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        ours = [
            {
                "id": rule,
                "impact": "moderate",
                "selector": selector,
                "tags": ["best-practice"],
                "any": [f"check-{rule}"],
                "enabled": True,
            }
            for rule, selector in OUR_RULES.items()
        ]
        # Bold words that a template sets, such as the name of a step, are no headings.
        bold = {"id": "p-as-heading", "selector": "main .prose p", "enabled": True}
        return [*super().get_axe_custom_rules(request), bold, *ours]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        found = findings(self.page) if isinstance(self.page, Page) else Findings()
        options: dict[str, dict[str, Any]] = {
            "undescribed-picture": {"pictures": pictures_as_shown(found)},
            "vague-link": {"texts": sorted(VAGUE_ANYWHERE)},
            "long-sentence": {"sentences": found.sentences},
            "second-h1": {},
        }
        ours = [{"id": f"check-{rule}", "options": options[rule]} for rule in OUR_RULES]
        return [*super().get_axe_custom_checks(request), *ours]


def pictures_as_shown(found: Findings) -> list[dict[str, str]]:
    """By the file, and by the text that Wagtail puts where the editor gave none."""
    return [
        {"name": picture_name(image), "alt": image.default_alt_text}
        for image in found.pictures
    ]


def put_ours(items: list[Any], page: Any) -> None:
    """Our checker in the place of Wagtail's."""
    items[:] = [
        ContentChecker(page, in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


def say_what_to_improve(request: HttpRequest, page: Page) -> None:
    """A message for each kind of finding, with the texts; nothing while it saves itself."""
    if not request.accepts("text/html"):
        return
    found = findings(page)
    pictures = [image.title for image in found.pictures]
    for texts, words in (
        (
            pictures,
            _("Say what the picture shows, or mark it as decorative: %(texts)s"),
        ),
        (found.links, _("Write in the link where it leads: %(texts)s")),
        (
            found.sentences,
            _("Make the sentence shorter, at most %(most)s words: %(texts)s"),
        ),
    ):
        if texts:
            values = {"texts": listed(texts), "most": MOST_WORDS}
            messages.warning(request, words % values)


def listed(texts: Iterable[str]) -> str:
    """The first few in quotation marks, each once."""
    once = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    quoted = [
        _("“%(text)s”") % {"text": Truncator(text).chars(SHOWN_LENGTH)}
        for text in once[:MOST_SHOWN]
    ]
    return ", ".join(quoted) + (" …" if len(once) > MOST_SHOWN else "")


def is_translated_beside_its_source(page: Page) -> bool:
    """Whether it is edited in wagtail-localize's view, which runs no hook after saving."""
    return Translation.objects.filter(
        source__object_id=page.translation_key,
        target_locale_id=page.locale_id,
        enabled=True,
    ).exists()
