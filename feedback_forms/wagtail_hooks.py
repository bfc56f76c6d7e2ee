"""Registers feedback with the desk and with Wagtail's workflow settings."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from core.models import ServiceUnit
from feedback_forms.change_admin import ChangeViewSet
from feedback_forms.figures.staff import ADDRESS as FIGURES
from feedback_forms.figures.staff import TITLE as FIGURES_TITLE
from feedback_forms.figures.staff import FiguresMenuItem
from feedback_forms.keying.views import TITLE as KEYING
from feedback_forms.kiosk_links import KioskLinksView
from feedback_forms.permissions import can_see_kiosk_links
from feedback_forms.prints.views import TITLE as PRINTS
from feedback_forms.prints.views import may_print
from feedback_forms.registers import InDepthQuestionAdmin
from feedback_forms.unit_screen import TITLE as ADDRESSES
from feedback_forms.unit_screen import UnitScreen, may_see_addresses
from feedback_forms.viewsets import (
    FeedbackOnDesk,
    FeedbackViewSet,
    NpsTargetViewSet,
)
from moderation import permissions
from moderation.desk.kinds import DeskKind

register_snippet(FeedbackViewSet)
register_snippet(ChangeViewSet)
modeladmin_register(InDepthQuestionAdmin)


@hooks.register("register_desk_kind")
def feedback_on_the_desk() -> DeskKind:
    """Its words, search and filters on the desk."""
    return FeedbackOnDesk()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Posters and cards; cards and calls that are keyed in; a unit's addresses; the links of
    tablets; figures, and the import of answers."""
    return [
        path("painotuotteet/", include("feedback_forms.prints.urls")),
        path("kirjaa-palaute/", include("feedback_forms.keying.urls")),
        path("palautteen-luvut/", include("feedback_forms.figures.admin_urls")),
        path(
            "toimipaikan-osoitteet/<slug:slug>/",
            UnitScreen.as_view(),
            name="unit_addresses",
        ),
        path("tabletit/", KioskLinksView.as_view(), name="kiosk_links"),
    ]


class KeyingMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        return permissions.can_key_in(request.user)


@hooks.register("register_admin_menu_item")
def keying_menu_item() -> KeyingMenuItem:
    """Right below the messages."""
    return KeyingMenuItem(
        KEYING, reverse_lazy("keying:form"), name="keying", icon_name="edit", order=11
    )


@hooks.register("register_service_unit_buttons")
def unit_buttons(unit: ServiceUnit, user: Any) -> list[tuple[str, str]]:
    """For one unit, on its row in the register."""
    if not unit.in_use:
        return []
    found = []
    if may_print(user):
        prints = f"{reverse('prints:screen')}?unit={unit.pk}"
        found.append((_("Poster and cards"), prints))
    if may_see_addresses(user):
        found.append((str(ADDRESSES), reverse("unit_addresses", args=[unit.slug])))
    return found


# What the register's list is narrowed by, as the screen of prints calls it.
NARROWED_BY = {
    "service_area__id__exact": "service_area",
    "municipality__id__exact": "municipality",
    "q": "q",
}


@hooks.register("register_service_unit_list_buttons")
def print_list_button(query: Any, user: Any) -> list[tuple[str, str]]:
    """For all units that the list shows."""
    if not may_print(user):
        return []
    asked = {ours: query[name] for name, ours in NARROWED_BY.items() if query.get(name)}
    address = reverse("prints:screen")
    return [(str(PRINTS), f"{address}?{urlencode(asked)}" if asked else address)]


class KioskLinksItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_kiosk_links(request.user)


@hooks.register("register_settings_menu_item")
def kiosk_links_item() -> KioskLinksItem:
    """Beside the settings of the forms."""
    return KioskLinksItem(
        gettext_lazy("Tablets at the place"),
        reverse_lazy("kiosk_links"),
        name="kiosk-links",
        icon_name="mobile-alt",
        order=116,
    )


@hooks.register("register_admin_menu_item")
def figures_menu_item() -> FiguresMenuItem:
    """Right below the messages."""
    return FiguresMenuItem(
        FIGURES_TITLE, FIGURES, name="feedback-figures", icon_name="table", order=12
    )


@hooks.register("register_admin_viewset")
def targets() -> NpsTargetViewSet:
    """What the county aims at, year by year."""
    return NpsTargetViewSet("nps_targets")


@hooks.register("register_permissions")
def import_permission() -> QuerySet[Permission]:
    """The right to import, which the settings of a group offer."""
    return Permission.objects.filter(
        content_type__app_label="feedback_forms", codename="import_recommendations"
    )
