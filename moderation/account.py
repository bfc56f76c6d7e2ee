"""One's own choices about messages, in Wagtail's account settings."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets import AdminDateInput

from moderation import permissions
from moderation.absences import absences, name_of
from moderation.models import StaffPreferences


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class StaffPreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Dates and deputy of an absence, and what mail one gets."""

    deputy = PersonField(
        label=_("Deputy"),
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_(
            "Sees your messages while you are away, and gets what is given to you."
        ),
    )

    class Meta:
        model = StaffPreferences
        fields = [
            "away_from",
            "away_until",
            "deputy",
            "daily_digest",
            "mail_each_message",
        ]
        widgets = {"away_from": AdminDateInput, "away_until": AdminDateInput}
        labels = {
            "daily_digest": _("Mail me in the morning what waits for me"),
            "mail_each_message": _("Mail me of each new message of my units"),
        }
        help_texts = {
            "daily_digest": _(
                "Once a day, and only when something waits. If you are a moderator, "
                "you are told of very late messages in any case."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = permissions.holders(permissions.VIEW[1:])
        field: Any = self.fields["deputy"]
        field.queryset = colleagues.exclude(pk=self.instance.user_id).order_by(
            "last_name", "first_name", "username"
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        deputy, first, last = (
            data.get(name) for name in ("deputy", "away_from", "away_until")
        )
        if deputy is None:
            return data
        if not permissions.can_stand_in(deputy, self.instance.user):
            self.add_error(
                "deputy",
                _(
                    "%(name)s does not have the same rights as you. "
                    "Choose somebody who can do your work."
                )
                % {"name": name_of(deputy)},
            )
        elif first and last and leads_back(self.instance.user_id, deputy, first, last):
            self.add_error(
                "deputy",
                _(
                    "%(name)s is away at the same time, and your messages would come "
                    "back to you. Choose somebody else."
                )
                % {"name": name_of(deputy)},
            )
        return data


def leads_back(person: int, deputy: Any, first: date, last: date) -> bool:
    """Whether the deputies of these days, one after another, lead back to the person."""
    away = absences(first, last)
    seen: set[int] = set()
    at: int | None = deputy.pk
    while at is not None and at not in seen:
        if at == person:
            return True
        seen.add(at)
        at = away[at].deputy_id if at in away else None
    return False


class MessagesSettingsPanel(BaseSettingsPanel):  # type: ignore[misc]
    name = "messages"
    title = _("Messages from residents")
    order = 200
    form_class = StaffPreferencesForm

    def is_active(self) -> bool:
        return permissions.can_work(self.user)

    @cached_property
    def preferences(self) -> StaffPreferences:
        found = StaffPreferences.objects.filter(user=self.user).first()
        return found or StaffPreferences(user=self.user)

    def get_form(self) -> StaffPreferencesForm:
        data = self.request.POST if self.request.method == "POST" else None
        return StaffPreferencesForm(data, instance=self.preferences, prefix=self.name)
