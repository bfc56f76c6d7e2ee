"""The registers in Wagtail's admin: short lists that pages and forms choose from."""

from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.sites import AdminSite
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView, HistoryView, IndexView

from core.models import (
    DecisionBody,
    Municipality,
    Register,
    ServiceArea,
    TargetGroup,
    Topic,
)
from core.register_import_view import RegisterImportView

PER_PAGE = 25
# Of what still uses an entry that somebody wants to delete.
MOST_SHOWN = 20
# Modeladmin's filters by relation ask Django's admin how to order; ours is not
# installed, so an empty one answers "as the model says".
NO_ADMIN = AdminSite("registers")


def name_panel() -> MultiFieldPanel:
    """The name in each language, side by side."""
    names = FieldRowPanel([FieldPanel(f"name_{code}") for code in ("fi", "sv", "en")])
    return MultiFieldPanel([names], _("Name"))


def list_panel() -> MultiFieldPanel:
    """Where it stands in lists, and whether it can be chosen."""
    return MultiFieldPanel(
        [FieldRowPanel([FieldPanel("sort_order"), FieldPanel("in_use")])], _("In lists")
    )


def panels(*own: Panel) -> list[Panel]:
    return [name_panel(), *own, list_panel()]


class RegisterPermissionHelper(PermissionHelper):  # type: ignore[misc]
    """Entries are taken out of use rather than deleted; only administrators delete."""

    def user_can_delete_obj(self, user: Any, obj: Register) -> bool:
        return bool(user.is_superuser)


class RegisterIndexView(IndexView):  # type: ignore[misc]
    """An address that was mistyped gives the whole list, not an error."""

    @property
    def import_url(self) -> str:
        """Of the screen that reads the register from a file, for who may use it."""
        can_import = getattr(self.model_admin, "user_can_import", None)
        if can_import is None or not can_import(self.request.user):
            return ""
        return str(self.model_admin.import_url)

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if any("\x00" in value for value in request.GET.values()):
            # PostgreSQL refuses it; nobody typed it.
            return redirect(request.path)
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, DisallowedModelAdminLookup, ValueError):
            if not request.GET:
                raise
            return redirect(self.index_url)
        return response


class InUse(Exception):
    """Something still points at the entry."""

    def __init__(self, objects: Any) -> None:
        self.objects = sorted(objects, key=str)[:MOST_SHOWN]


class RegisterDeleteView(DeleteView):  # type: ignore[misc]
    """Says what uses the entry; modeladmin's own view fails where `related_name` is "+"."""

    def delete_instance(self) -> None:
        try:
            super().delete_instance()
        except ProtectedError as error:
            raise InUse(error.protected_objects) from error

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().post(request, *args, **kwargs)
        except InUse as error:
            context = self.get_context_data(
                protected_error=True, linked_objects=error.objects
            )
            response = self.render_to_response(context)
        return response


class RegisterHistoryView(HistoryView):  # type: ignore[misc]
    """For those who see the list; modeladmin's own is open to all staff."""

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_list(user))


class RegisterAdmin(ModelAdmin):  # type: ignore[misc]
    list_display: tuple[str, ...] = (
        "name_fi",
        "name_sv",
        "name_en",
        "sort_order",
        "used",
    )
    list_filter: tuple[str, ...] = ("in_use",)
    search_fields: tuple[str, ...] = ("name_fi", "name_sv", "name_en")
    ordering = ("sort_order", "name_fi")
    list_per_page = PER_PAGE
    index_view_class = RegisterIndexView
    delete_view_class = RegisterDeleteView
    history_view_class = RegisterHistoryView
    permission_helper_class = RegisterPermissionHelper
    inspect_view_enabled = True
    panels = panels()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.admin_site = NO_ADMIN

    # In words: the pictures that Django would show belong to its admin.
    def used(self, obj: Register) -> str | Promise:
        return _("Yes") if obj.in_use else _("No")

    used.short_description = _("in use")  # type: ignore[attr-defined]
    used.admin_order_field = "in_use"  # type: ignore[attr-defined]

    def get_menu_label(self) -> str | Promise:
        # Wagtail's own would write every word with a capital.
        label: str = self.opts.verbose_name_plural
        return label[:1].upper() + label[1:]


class ImportableAdmin(RegisterAdmin):
    """A register that can also be read from a file."""

    def user_can_import(self, user: Any) -> bool:
        """Whoever may both add and change entries."""
        helper = self.permission_helper
        return bool(
            helper.user_can_create(user) and helper.user_can_edit_obj(user, None)
        )

    @property
    def import_url(self) -> str:
        return reverse(self.url_helper.get_action_url_name("import"))

    def import_view(self, request: HttpRequest) -> HttpResponseBase:
        view = RegisterImportView.as_view(model_admin=self)
        return view(request)  # type: ignore[no-any-return]

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        address = path(
            f"{self.url_helper.base_url_path}/import/",
            self.import_view,
            name=self.url_helper.get_action_url_name("import"),
        )
        return (*super().get_admin_urls_for_registration(), address)


class MunicipalityAdmin(ImportableAdmin):
    model = Municipality
    menu_icon = "site"
    list_display = ("name_fi", "name_sv", "code", "population", "used")
    search_fields = (*RegisterAdmin.search_fields, "code")
    panels = panels(
        FieldRowPanel(
            [FieldPanel("code"), FieldPanel("locative_fi"), FieldPanel("population")]
        ),
    )


class ServiceAreaAdmin(RegisterAdmin):
    model = ServiceArea
    menu_icon = "list-ul"


class TargetGroupAdmin(RegisterAdmin):
    model = TargetGroup
    menu_icon = "group"


class TopicAdmin(RegisterAdmin):
    model = Topic
    menu_icon = "tag"


class DecisionBodyAdmin(RegisterAdmin):
    model = DecisionBody
    menu_icon = "user"
