"""Promises that are due, on the admin's start page: nobody should have to look for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from laces.components import Component
from wagtail.coreutils import safe_snake_case
from wagtail.permissions import page_permission_policy

from .enums import OpportunityState
from .models import OpportunityPage, OpportunityQuerySet

FIRST = 5
# The late ones first: everybody sees that they are.
OWED = (OpportunityState.OUTCOME_LATE, OpportunityState.OUTCOME_DUE)


def owed_outcomes(user: Any, now: datetime) -> OpportunityQuerySet:
    """Published pages that this person may edit and whose outcome is due or late."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    late_first = Case(
        *(When(state_now=state, then=Value(place)) for place, state in enumerate(OWED)),
        output_field=IntegerField(),
    )
    return (
        OpportunityPage.objects.in_state(*OWED, now=now)
        .with_state(now)
        .filter(live=True, pk__in=editable.order_by().values("pk"))
        .annotate(late_first=late_first)
        .order_by("late_first", "outcome_due", "pk")
    )


def outcome_form_url(page: OpportunityPage) -> str:
    """The editor, open at the tab of the outcome; Wagtail names tabs by their heading."""
    tab = safe_snake_case(gettext("Outcome"))
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#tab-{tab}"


class OutcomesPanel(Component):  # type: ignore[misc]
    """Opportunities whose outcome is due or late, with a way to write it."""

    name = "outcomes"
    template_name = "participation_pages/admin/outcomes_panel.html"
    order = 20

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        owed = owed_outcomes(user, now)
        counts = owed.count_states(now)
        return {
            "rows": [
                {"page": page, "url": outcome_form_url(page)}
                for page in owed.select_related("locale")[:FIRST]
            ],
            "late_count": counts.get(OpportunityState.OUTCOME_LATE, 0),
            "due_count": counts.get(OpportunityState.OUTCOME_DUE, 0),
            "late": OpportunityState.OUTCOME_LATE,
            "due": OpportunityState.OUTCOME_DUE,
            "user": user,
        }
