"""The slip that a sender on paper or by phone is given: how to follow the message."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.languages import html_language
from core.models import CountySettings
from core.printing import look, make_pdf, qr_picture
from moderation.models import Submission
from moderation.references import code, in_groups, receipt_url


def by_code_address() -> str:
    """Where the code is typed, as one writes it down."""
    host = settings.BASE_URL.split("://", 1)[-1].rstrip("/")
    return f"{host}{reverse('receipts:by_code')}".rstrip("/")


def make_slip(submission: Submission) -> bytes:
    """A PDF of one A6 page in the sender's language. It opens the message to whoever has
    it, so it is made for the sender alone and kept nowhere.

    Raises CannotPrint without Pango.
    """
    with translation.override(submission.language):
        context = {
            "lang": html_language(submission.language),
            "title": _("Your message %(reference)s")
            % {"reference": submission.reference},
            "county": CountySettings.current().name,
            "logo": look.logo(),
            "submission": submission,
            "code": in_groups(code(submission)),
            "address": by_code_address(),
            "qr": qr_picture(receipt_url(submission)),
        }
        return make_pdf(
            "moderation/slip.html", context, styles=("prints.css", "slip.css")
        )
