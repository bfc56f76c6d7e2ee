"""The signature sheet: one page that is printed, signed on paper and sent to the county."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.languages import html_language
from core.models import CountySettings
from core.printing import look, make_pdf, qr_picture
from initiatives.enums import Kind
from initiatives.mails import public_url
from initiatives.models import Initiative, InitiativeSettings
from initiatives.printing.files import pdf
from initiatives.public.views import at_its_address, plain

from .rules import ROWS_ON_SHEET, last_day

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

# Letters of the proposal that leave room for the rows.
SHORT = 380


@at_its_address(plain)
def sheet(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """In the language of the page, while support is collected; no sheet before and after."""
    collects = initiative.kind == Kind.INITIATIVE and initiative.collects
    if not collects or not initiative.can_support:
        raise Http404
    return pdf(request, initiative, "allekirjoitukset", lambda: make_sheet(initiative))


def make_sheet(initiative: Initiative) -> bytes:
    """A tagged PDF of one A4 page in the language of the moment.

    Raises CannotPrint without Pango.
    """
    county, settings = CountySettings.current(), InitiativeSettings.current()
    # Without the words of the title: it may be typed by hand.
    address = public_url(initiative).replace(
        initiative.slug, initiative.reference.lower()
    )
    context = {
        "lang": html_language(get_language()),
        "text_lang": html_language(initiative.language),
        "title": _("Signature sheet: %(title)s") % {"title": initiative.title},
        "county": county.name,
        "logo": look.logo(),
        "initiative": initiative,
        "short": Truncator(" ".join(initiative.proposal.split())).chars(SHORT),
        "qr": qr_picture(address),
        "address": address.split("://", 1)[-1].rstrip("/"),
        "rows": range(1, ROWS_ON_SHEET + 1),
        "last_day": last_day(initiative),
        "send_to": settings.sheets_address,
        "email": settings.registry_email or county.email,
        "youngest": settings.youngest,
        "months": settings.supports_kept_months,
    }
    return make_pdf(
        "initiatives/prints/sheet.html", context, styles=("prints.css", "sheet.css")
    )
