"""Where staff write what changed because of feedback."""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button, ButtonWithDropdown, ListingButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet
from wagtail_localize.models import TranslationSource

from .models import Change, Feedback

PER_PAGE = 25


class Lines(forms.Textarea):
    """Several values as lines of a text."""

    def format_value(self, value: Any) -> str:
        lines = value if isinstance(value, (list, tuple)) else [value or ""]
        return "\n".join(str(line) for line in lines)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return str(data.get(name) or "").replace(",", " ").upper().split()


class ReferencesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Feedback by its references: nobody looks for it in a list of all messages."""

    widget = Lines

    def _check_values(self, value: Any) -> Any:
        # PostgreSQL refuses NUL; nobody typed it.
        known = [each for each in value if each.isprintable()]
        if len(known) < len(value):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return super()._check_values(known)  # type: ignore[misc]


class ChangeForm(WagtailAdminModelForm):  # type: ignore[misc]
    feedback = ReferencesField(
        queryset=Feedback.objects.all(),
        to_field_name="reference",
        required=False,
        widget=Lines({"rows": 3}),
        label=_("feedback that led to it"),
        help_text=_(
            "References, each on a line of its own. Only feedback that has been published "
            "is linked; of others nothing is shown."
        ),
        error_messages={
            "invalid_choice": _("There is no feedback with the reference %(value)s."),
            "unknown": _("Check the references."),
        },
    )


class ChangeIndexView(IndexView):  # type: ignore[misc]
    """wagtail-localize asks the database three times for each row's buttons; here they
    cost two queries for all rows."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("locale")

    def get_table(self, object_list: Any) -> Any:
        shown = list(object_list)
        self.keys = [change.translation_key for change in shown]
        return super().get_table(shown)

    @cached_property
    def languages(self) -> Counter[uuid.UUID]:
        """In how many languages each entry is."""
        rows = Change.objects.filter(translation_key__in=self.keys)
        return Counter(rows.values_list("translation_key", flat=True))

    @cached_property
    def sources(self) -> dict[uuid.UUID, int]:
        """Sources of translations, by the key of what is translated."""
        rows = TranslationSource.objects.filter(
            object_id__in=self.keys, translations__enabled=True
        )
        return dict(rows.values_list("object_id", "pk"))

    def get_list_buttons(self, instance: Change) -> list[Any]:
        user = self.request.user
        buttons = [
            Button.from_menu_item(item) if isinstance(item, MenuItem) else item
            for item in self.get_list_more_buttons(instance)
            if not isinstance(item, MenuItem) or item.is_shown(user)
        ]
        buttons += self.translating(instance)
        label = str(_("More choices for “%(title)s”")) % {"title": instance.title}
        return [
            ButtonWithDropdown(
                buttons=buttons,
                icon_name="dots-horizontal",
                attrs={"aria-label": label},
            )
        ]

    def translating(self, instance: Change) -> Iterator[Any]:
        if not self.request.user.has_perm("wagtail_localize.submit_translation"):
            return
        key = instance.translation_key
        if self.languages[key] < len(settings.LANGUAGES):
            yield ListingButton(
                _("Translate"),
                reverse(
                    "wagtail_localize:submit_snippet_translation",
                    args=["feedback_forms", "change", instance.pk],
                ),
                icon_name="wagtail-localize-language",
                priority=100,
            )
        if key in self.sources:
            yield ListingButton(
                _("Bring the translations up to date"),
                reverse(
                    "wagtail_localize:update_translations", args=[self.sources[key]]
                ),
                icon_name="resubmit",
                priority=106,
            )


class ChangeViewSet(SnippetViewSet):  # type: ignore[misc]
    """With drafts, publishing and translations, as pages have them."""

    model = Change
    index_view_class = ChangeIndexView
    icon = "tasks"
    menu_label = _("Changes because of feedback")
    menu_name = "changes"
    menu_order = 210
    add_to_admin_menu = True
    list_per_page = PER_PAGE
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("locale", label=_("Language")),
        Column("happened_on", label=_("When"), sort_key="happened_on"),
        Column("place_name", label=_("Unit")),
        # Wagtail's own column asks the database for each row's schedule.
        BooleanColumn("live", label=_("Published"), sort_key="live"),
    ]
    list_filter: ClassVar[list[str]] = ["service_area", "live"]
    search_fields: ClassVar[list[str]] = ["title", "heard", "did"]
    search_backend_name = None
    ordering = ("-happened_on", "-pk")
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("heard"),
            FieldPanel("did"),
            FieldPanel("happened_on"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("service_area"), FieldPanel("unit")])],
                _("Where it changed"),
            ),
            MultiFieldPanel(
                [FieldPanel("page"), FieldPanel("feedback")], _("Where it came from")
            ),
        ],
        base_form_class=ChangeForm,
    )
