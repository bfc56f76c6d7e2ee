"""Publishing several pages at once keeps what publishing one asks for."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page


def refuse_unready(
    request: HttpRequest, chosen: Iterable[Page], back: str
) -> HttpResponse | None:
    """A way back with the titles of what cannot be published yet, or None."""
    below = "include_descendants" in request.POST
    lacking = [
        page.get_admin_display_title()
        for page in concerned(chosen, below)
        if not is_ready(page)
    ]
    if not lacking:
        return None
    words = _(
        "These pages cannot be published yet, since something that readers are promised "
        "is missing: %(pages)s."
    )
    messages.error(request, words % {"pages": ", ".join(lacking)})
    return redirect(back)


def concerned(chosen: Iterable[Page], below: bool) -> Iterable[Page]:
    """The pages that are published: those chosen, and the drafts below them where the
    editor wants these too."""
    pages = list(chosen)
    wanted = Q(pk__in=[page.pk for page in pages])
    if below:
        for page in pages:
            wanted |= Q(path__startswith=page.path, live=False)
    return Page.objects.filter(wanted).specific()  # type: ignore[no-any-return]


def is_ready(page: Page) -> bool:
    """Whether its latest draft holds all that a published page must hold."""
    draft = page.get_latest_revision_as_object()
    try:
        if hasattr(draft, "check_ready"):
            draft.check_ready()
        draft.full_clean()
    except ValidationError:
        return False
    return True
