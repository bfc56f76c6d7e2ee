"""What ways to take part add to Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .models import OpportunityPage


@hooks.register("before_bulk_action")
def promises_before_publishing(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Several pages at once: what a promise lacks is said in words, and nothing is published."""
    if action_type != "publish" or request.method != "POST":
        return None
    ids = [page.pk for page in objects]
    lacking = [
        page.get_admin_display_title()
        for page in Page.objects.filter(pk__in=ids).specific()
        if not may_be_published(page)
    ]
    if not lacking:
        return None
    words = _(
        "These pages cannot be published yet, since promises are missing: %(pages)s."
    )
    messages.error(request, words % {"pages": ", ".join(lacking)})
    return redirect(action.next_url)


def may_be_published(page: Page) -> bool:
    """Whether its latest draft keeps all that a published page must hold."""
    draft = page.get_latest_revision_as_object()
    try:
        if isinstance(draft, OpportunityPage):
            draft.check_target_groups()
        draft.full_clean()
    except ValidationError:
        return False
    return True
