"""Where staff write what changed because of feedback."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

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


class ChangeViewSet(SnippetViewSet):  # type: ignore[misc]
    """With drafts, publishing and translations, as pages have them."""

    model = Change
    icon = "tasks"
    menu_label = _("Changes because of feedback")
    menu_name = "changes"
    menu_order = 210
    add_to_admin_menu = True
    list_per_page = PER_PAGE
    list_display: ClassVar[list[Any]] = [
        "title",
        DateColumn("happened_on", label=_("When"), sort_key="happened_on"),
        Column("place_name", label=_("Unit")),
        LiveStatusTagColumn(),
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
                _("What it is about"),
            ),
            MultiFieldPanel(
                [FieldPanel("page"), FieldPanel("feedback")], _("Where it came from")
            ),
        ],
        base_form_class=ChangeForm,
    )
