"""The register of service units in Wagtail's admin."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import EditView

from core.models import ServiceUnit
from core.registers import ImportableAdmin, RegisterIndexView, panels


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """By their names; a person is easier to find than a user name."""

    def label_from_instance(self, user: Any) -> str:
        return f"{user.get_full_name() or user.username} ({user.username})"


class UnitForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Handlers are chosen from staff who are still there, and those that were chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = get_user_model()._default_manager
        chosen = self.instance.handlers.values("pk") if self.instance.pk else []
        field = self.fields["handlers"]
        self.fields["handlers"] = PeopleField(
            label=field.label,
            help_text=field.help_text,
            required=False,
            queryset=staff.filter(Q(is_active=True) | Q(pk__in=chosen)).order_by(
                "last_name", "first_name", "username"
            ),
            widget=forms.CheckboxSelectMultiple,
        )


class UnitButtonHelper(ButtonHelper):  # type: ignore[misc]
    """Beside modeladmin's buttons those that other apps give a unit.

    They register a function of the unit and the user with the hook
    `register_service_unit_buttons`, which yields labels and addresses.
    """

    def get_buttons_for_obj(
        self, obj: ServiceUnit, *args: Any, **kwargs: Any
    ) -> list[dict[str, Any]]:
        own: list[dict[str, Any]] = super().get_buttons_for_obj(obj, *args, **kwargs)
        return own + [
            {
                "url": url,
                "label": label,
                "classname": self.finalise_classname(
                    ["button-secondary", *(kwargs.get("classnames_add") or [])]
                ),
                "title": f"{label}: {obj.name_fi}",
            }
            for find in hooks.get_hooks("register_service_unit_buttons")
            for label, url in find(obj, self.request.user)
        ]


class UnitIndexView(RegisterIndexView):
    """With buttons for the whole list, as it is filtered."""

    @property
    def list_buttons(self) -> list[tuple[str, str]]:
        """Labels and addresses from the hook `register_service_unit_list_buttons`, which
        is given the address's parameters and the user."""
        return [
            button
            for find in hooks.get_hooks("register_service_unit_list_buttons")
            for button in find(self.request.GET, self.request.user)
        ]


class UnitEditView(EditView):  # type: ignore[misc]
    """Says what a new address means for what has been printed."""

    def form_valid(self, form: Any) -> Any:
        # The form has put the new one into the instance.
        before = ServiceUnit.objects.values_list("slug", flat=True).get(
            pk=self.instance.pk
        )
        response = super().form_valid(form)
        if self.instance.slug != before:
            words = _(
                "The feedback address is now “%(new)s”. Posters with the old one, “%(old)s”, "
                "still lead to this unit, but print new ones when you can."
            )
            names = {"new": self.instance.slug, "old": before}
            messages.warning(self.request, words % names)
        return response


class ServiceUnitAdmin(ImportableAdmin):
    model = ServiceUnit
    menu_icon = "home"
    list_display = (
        "name_fi",
        "service_area",
        "municipality",
        "contact",
        "handler_count",
        "used",
    )
    list_filter = ("in_use", "service_area", "municipality")
    list_select_related = ("service_area", "municipality")
    search_fields = (*ImportableAdmin.search_fields, "slug", "email")
    button_helper_class = UnitButtonHelper
    index_view_class = UnitIndexView
    edit_view_class = UnitEditView
    edit_handler = ObjectList(
        panels(
            FieldRowPanel([FieldPanel("service_area"), FieldPanel("municipality")]),
            MultiFieldPanel(
                [
                    FieldPanel("slug"),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                ],
                gettext_lazy("Feedback address and contact"),
                help_text=gettext_lazy(
                    "Left empty, the address is made of the Finnish name. E-mail and phone "
                    "number are those of the unit, not of a person."
                ),
            ),
            FieldPanel("handlers"),
        ),
        base_form_class=UnitForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[ServiceUnit]:
        units: QuerySet[ServiceUnit] = super().get_queryset(request)
        return units.annotate(handler_count=Count("handlers"))

    def contact(self, obj: ServiceUnit) -> SafeString:
        lines = [(line,) for line in (obj.email, obj.phone) if line]
        return format_html_join("", "<div>{}</div>", lines)

    contact.short_description = gettext_lazy("Contact")  # type: ignore[attr-defined]

    def handler_count(self, obj: ServiceUnit) -> int:
        count: int = obj.handler_count  # type: ignore[attr-defined]
        return count

    handler_count.short_description = gettext_lazy("Handlers")  # type: ignore[attr-defined]
    handler_count.admin_order_field = "handler_count"  # type: ignore[attr-defined]
