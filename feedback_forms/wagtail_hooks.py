"""Registers feedback with the desk and with Wagtail's workflow settings."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from feedback_forms.kiosk_links import KioskLinksView
from feedback_forms.permissions import can_see_kiosk_links
from feedback_forms.registers import InDepthQuestionAdmin
from feedback_forms.viewsets import FeedbackOnDesk, FeedbackViewSet
from moderation.desk.kinds import DeskKind

register_snippet(FeedbackViewSet)
modeladmin_register(InDepthQuestionAdmin)


@hooks.register("register_desk_kind")
def feedback_on_the_desk() -> DeskKind:
    """Its words, search and filters on the desk."""
    return FeedbackOnDesk()


class KioskLinksItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_kiosk_links(request.user)


@hooks.register("register_admin_urls")
def kiosk_links_url() -> list[URLPattern]:
    """The links of tablets."""
    return [path("tabletit/", KioskLinksView.as_view(), name="kiosk_links")]


@hooks.register("register_settings_menu_item")
def kiosk_links_item() -> KioskLinksItem:
    """Beside the settings of the forms."""
    return KioskLinksItem(
        _("Tablets at the place"),
        reverse_lazy("kiosk_links"),
        name="kiosk-links",
        icon_name="mobile-alt",
        order=116,
    )
