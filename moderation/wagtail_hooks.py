"""Registers the desk with Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.permissions import register_permission_policy

from moderation import panels
from moderation.account import MessagesSettingsPanel
from moderation.audit import AuditEventViewSet
from moderation.desk.views import TITLE
from moderation.models import AuditEvent, ModerationRule, OutboxMail, Submission
from moderation.viewsets import (
    ModerationRuleViewSet,
    OutboxViewSet,
    ReadOnlyPolicy,
    ReplyTemplateViewSet,
    RulePolicy,
    SubmissionURLFinder,
)

register_permission_policy(AuditEvent, ReadOnlyPolicy(AuditEvent))
register_permission_policy(OutboxMail, ReadOnlyPolicy(OutboxMail))
register_permission_policy(ModerationRule, RulePolicy(ModerationRule))
register_admin_url_finder(Submission, SubmissionURLFinder)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    """The list and the page of one message."""
    return [path("viestit/", include("moderation.desk.urls"))]


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Rules, reply templates, the log, and the mail that waits."""
    return [
        ModerationRuleViewSet("moderation_rules"),
        ReplyTemplateViewSet("reply_templates"),
        AuditEventViewSet("audit_events"),
        OutboxViewSet("outbox"),
    ]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> panels.DeskMenuItem:
    """Ahead of Wagtail's own items, with the number of what waits."""
    return panels.DeskMenuItem(
        TITLE, reverse_lazy("desk:list"), name="messages", icon_name="mail", order=10
    )


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, items: list[Any]) -> None:
    """How much waits, on the start page."""
    panels.add_desk(request, items)


@hooks.register("register_account_settings_panel")
def messages_settings(request: HttpRequest, user: Any, profile: Any) -> Any:
    """When one is away and who stands in, and what mail one gets."""
    return MessagesSettingsPanel(request, user, profile)


@hooks.register("register_permissions")
def submission_permissions() -> QuerySet[Permission]:
    """The rights that the settings of a group offer; kinds have none of their own."""
    return Permission.objects.filter(
        content_type__app_label="moderation",
        codename__in=[
            "view_submission",
            "screen_submission",
            "reply_submission",
            "approve_publication",
            "read_contact",
            "read_original",
            "key_in_submission",
            "export_submission",
            "export_texts",
            "view_auditevent",
            "export_auditevent",
            "view_outboxmail",
            "change_outboxmail",
        ],
    )


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    """The county's colours in the whole admin, and the look of the desk."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk.css"))


@hooks.register("insert_global_admin_js")
def desk_js() -> SafeString:
    """Keys on the desk; nothing depends on them."""
    return format_html('<script src="{}" defer></script>', static("admin/desk.js"))
