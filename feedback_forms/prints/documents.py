"""From units to a PDF: the words, codes and pictures of each product."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.languages import in_language
from core.models import CountySettings, ServiceUnit
from core.printing import look, make_pdf, qr_picture
from feedback_forms.enums import Face
from search.words.hyphens import with_seams

from .addresses import PICTURES, in_words, unit_address
from .products import TO_PICTURES, PrintLanguage, Product

SCENE = "cards-on-a-thread"
PICTURES_OF = {
    "poster": (SCENE,),
    "card": (SCENE,),
    "badge": (),
    "pictures": tuple(f"face-{face.value}" for face in Face),
}
# Letters of a name that fit one line, two or three lines, at the size of the style sheet.
SHORT, LONG = 34, 80
# Letters of an address that fit two lines.
LONG_ADDRESS = 90
# A word that is longer than a line may be broken, at the seams of the compound.
LONGEST_WORD = 18
# To write on, on the back of a card.
LINES, LINES_ALL = 6, 5


@dataclass(frozen=True)
class Words:
    """What stands on a print in one language. `size` is how much room the name needs."""

    lang: str
    unit: str
    unit_lang: str
    size: str
    county: str
    heading: str
    lead: str
    scan: str
    type_it: str
    pictures_heading: str
    faces: dict[str, str]
    card: dict[str, str]


@dataclass(frozen=True)
class ShownFace:
    """A face of the picture card, and what it says by language."""

    picture: str
    words: list[dict[str, str]]


@dataclass(frozen=True)
class Print:
    """One unit's print: the address as a code, in letters, and the words by language."""

    qr: str
    address: str
    words: list[Words]

    @property
    def address_parts(self) -> list[str]:
        """The address cut after its slashes."""
        return self.address.replace("/", "/\n").split("\n")

    @property
    def address_size(self) -> str:
        return "short" if len(self.address) <= LONG_ADDRESS else "long"

    @property
    def first(self) -> Words:
        return self.words[0]

    @property
    def others(self) -> list[Words]:
        return self.words[1:]

    @property
    def faces(self) -> list[ShownFace]:
        return [
            ShownFace(
                f"face-{face.value}",
                [
                    {"lang": each.lang, "text": each.faces[face.value]}
                    for each in self.words
                ],
            )
            for face in Face
        ]


def print_units(
    units: Iterable[ServiceUnit],
    *,
    product: Product,
    language: PrintLanguage,
    bleed: bool = False,
) -> bytes:
    """One PDF with the product for each unit; `bleed` adds 3 mm and marks to cut by.

    Raises LookupError while no feedback page is published, CannotPrint without Pango.
    """
    prints = [_print(unit, product, language) for unit in units]
    template = "card" if product == Product.CARDS else str(product.value)
    with translation.override(language.codes[0]):
        context = {
            "prints": prints,
            "title": f"{product.label}: {', '.join(each.first.unit for each in prints)}"[
                :200
            ],
            "lang": language.codes[0],
            "all": language == PrintLanguage.ALL,
            "logo": look.logo(),
            "four": product == Product.CARDS,
            "scores": range(11),
            "lines": range(LINES_ALL if language == PrintLanguage.ALL else LINES),
            "copies": range(4 if product == Product.CARDS else 1),
        }
        styles = ["prints.css", f"{template}.css"]
        styles += ["four-cards.css"] if product == Product.CARDS else []
        styles += ["bleed.css"] if bleed else []
        return make_pdf(
            f"feedback_forms/prints/{template}.html",
            context,
            styles=tuple(styles),
            pictures=PICTURES_OF[template],
            bleed=bleed,
        )


def _print(unit: ServiceUnit, product: Product, language: PrintLanguage) -> Print:
    below = PICTURES if product in TO_PICTURES else ""
    address = unit_address(unit, language.codes[0], below)
    return Print(
        qr=qr_picture(address),
        address=in_words(address),
        words=[words(unit, code) for code in language.codes],
    )


def words(unit: ServiceUnit, language: str) -> Words:
    """What is said to whoever meets the print, in that language."""
    name = in_language(unit, "name", language)
    unit_lang = language if getattr(unit, f"name_{language}") else "fi"
    with translation.override(language):
        return Words(
            lang=language,
            unit=breakable(name, unit_lang),
            unit_lang=unit_lang,
            size=size_of(name),
            county=CountySettings.current().name,
            heading=_("Tell us how we did"),
            lead=_("You can answer in 15 seconds, without your name."),
            scan=_("Point your phone’s camera at the code."),
            type_it=_("Or type this address:"),
            pictures_heading=_("How did it go?"),
            faces={face.value: str(face.label) for face in Face},
            card=card_words(),
        )


def card_words() -> dict[str, str]:
    """The questions on the back of the card, which is filled in by pen."""
    return {
        "title": _("Feedback card"),
        "role": pgettext("feedback card", "I am"),
        "client": pgettext("feedback card", "a client"),
        "relative": pgettext("feedback card", "close to a client"),
        "other": pgettext("feedback card", "someone else"),
        "message": _("What would you like to tell us?"),
        "recommend": _(
            "How likely are you to recommend this service to someone close to you?"
        ),
        "lowest": pgettext("feedback card", "not at all"),
        "highest": pgettext("feedback card", "certainly"),
        "no_health": _("Do not write health information or a personal identity code."),
        "publish": _("May we publish it without your name?"),
        "yes": str(_("Yes")),
        "no": str(_("No")),
        "reply": _("Would you like a reply? Write your email address."),
        "date": pgettext("feedback card", "Date"),
        "give": _("Give the card to the staff. Thank you!"),
    }


def breakable(name: str, language: str) -> str:
    """The name with soft hyphens in words that no line holds."""
    return " ".join(
        with_seams(word, language) if len(word) > LONGEST_WORD else word
        for word in name.split()
    )


def size_of(name: str) -> str:
    """How large the name may stand: `short`, `long` or `longest`."""
    return "short" if len(name) <= SHORT else "long" if len(name) <= LONG else "longest"
