"""What ways to take part add to Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .models import OpportunityPage, StoryPage

LACKING = {
    OpportunityPage: _(
        "These pages cannot be published yet, since promises are missing: %(pages)s."
    ),
    StoryPage: _(
        "These stories cannot be published yet, since the teller’s consent or something"
        " else is missing: %(pages)s."
    ),
}


@hooks.register("before_bulk_action")
def promises_before_publishing(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Several pages at once: what a promise or consent lacks is said in words, and nothing
    is published."""
    if action_type != "publish" or request.method != "POST":
        return None
    below = "include_descendants" in request.POST
    refused = False
    for model, words in LACKING.items():
        lacking = [
            page.get_admin_display_title()
            for page in concerned(model, objects, below)
            if not may_be_published(page)
        ]
        if lacking:
            messages.error(request, words % {"pages": ", ".join(lacking)})
            refused = True
    return redirect(action.next_url) if refused else None


def concerned(
    model: type[OpportunityPage | StoryPage], objects: Any, below: bool
) -> Any:
    """The pages of this kind that the action publishes: those chosen, and the drafts below
    them where the editor wants these too."""
    wanted = Q(pk__in=[page.pk for page in objects])
    if below:
        for page in objects:
            wanted |= Q(path__startswith=page.path, live=False)
    return model.objects.filter(wanted)


def may_be_published(page: OpportunityPage | StoryPage) -> bool:
    """Whether its latest draft keeps all that a published page must hold."""
    draft = page.get_latest_revision_as_object()
    try:
        if isinstance(draft, StoryPage):
            draft.check_consent()
        else:
            draft.check_target_groups()
        draft.full_clean()
    except ValidationError:
        return False
    return True
