"""Wagtail's own screens for what surrounds the desk."""

from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from moderation import permissions
from moderation.desk.views import forbidden
from moderation.models import (
    ModerationRule,
    OutboxMail,
    ReplyTemplate,
    Submission,
)
from moderation.models.texts import LANGUAGES
from moderation.services.base import send_soon

PER_PAGE = 25


class ViewSetOfKind:
    """`Submission.snippet_viewset`: that of the kind, without a query.

    Wagtail puts the attribute on the model that is registered; its reports and its
    start page ask the base for it, since workflows point there.
    """

    def __get__(self, submission: Submission | None, owner: type[Submission]) -> Any:
        if submission is None:
            raise AttributeError("snippet_viewset")
        model: Any = submission.specific_class
        return model.snippet_viewset


def to_desk(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
    """Wherever Wagtail would show or edit a submission, its page on the desk."""
    if not permissions.can_view(request.user):
        return forbidden(request)
    seen = Submission.objects.filter(permissions.visible_to(request.user))
    submission: Submission = get_object_or_404(seen.only("reference"), pk=pk)
    return redirect("desk:item", submission.reference)


def to_list(request: HttpRequest) -> HttpResponse:
    return redirect("desk:list")


class SubmissionURLFinder(ModelAdminURLFinder):  # type: ignore[misc]
    """Where Wagtail's reports and search link to, for the base and for every kind."""

    def construct_edit_url(self, instance: Submission) -> str:
        return reverse("desk:item", args=[instance.reference])


class SubmissionViewSet(SnippetViewSet):  # type: ignore[misc]
    """Makes a kind known to Wagtail's workflow settings and reports.

    Without it, saving the workflow in the settings would unlink the kind. None of
    Wagtail's views of a snippet is mounted: they know nothing of decisions.
    """

    menu_item_is_registered = True
    url_finder_class = SubmissionURLFinder
    add_to_reference_index = False
    # What Wagtail builds links for, beyond `edit/<pk>/`.
    with_numbers = (
        (
            "workflow_action",
            r"workflow/(?P<action_name>[\w-]+)/(?P<task_state_id>\d+)/",
        ),
        ("workflow_preview", r"workflow_preview/(?P<task_id>\d+)/"),
        ("workflow_history_detail", r"workflow_history/(?P<workflow_state_id>\d+)/"),
        (
            "revisions_compare",
            r"compare/(?P<revision_id_a>\w+)\.\.\.(?P<revision_id_b>\w+)/",
        ),
    )
    plain = ("edit", "delete", "usage", "history", "unpublish", "workflow_history")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", to_list, name="list"),
            path("tulokset/", to_list, name="list_results"),
            *(path(f"{name}/<int:pk>/", to_desk, name=name) for name in self.plain),
            *(
                re_path(rf"^(?P<pk>\d+)/{pattern}$", to_desk, name=name)
                for name, pattern in self.with_numbers
            ),
        ]

    def register_chooser_viewset(self) -> None:
        """Nothing chooses a submission, so nothing lists them outside the desk."""

    def register_model_check(self) -> None:
        """It has no form, so there are no panels to check."""

    def get_permissions_to_register(self) -> Any:
        """Rights are given on `Submission`, for all kinds at once."""
        return super().get_permissions_to_register().none()

    def on_register(self) -> None:
        super().on_register()
        Submission.snippet_viewset = ViewSetOfKind()  # type: ignore[attr-defined]


class ReplyTemplateViewSet(ModelViewSet):  # type: ignore[misc]
    model = ReplyTemplate
    add_to_settings_menu = True
    menu_order = 120
    url_prefix = "vastauspohjat"
    icon = "openquote"
    list_display = [
        "name",
        Column("get_kind_display", label=gettext_lazy("used for")),
        Column("text_fi", label=gettext_lazy("text in Finnish"), width="50%"),
    ]
    list_filter = ["kind"]
    list_per_page = PER_PAGE
    search_fields = ["name", "text_fi"]
    search_backend_name = None
    ordering = ["name"]
    copy_view_enabled = False
    add_to_reference_index = False
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldPanel(f"text_{code}") for code in LANGUAGES],
            gettext_lazy("Text"),
            help_text=gettext_lazy(
                "Where a language is empty, its senders get the Finnish text to start from."
            ),
        ),
    ]


class RulePolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """A rule by which something was decided is taken out of use, never deleted."""

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: ModerationRule
    ) -> bool:
        if action == "delete" and instance.is_used:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


class RuleDeleteView(DeleteView):  # type: ignore[misc]
    """Says why a rule that is used stays."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if self.object.is_used and self.user_has_permission("delete"):
            words = _(
                "Something was decided by this rule, so it cannot be deleted. "
                "Take it out of use instead."
            )
            messages.warning(request, words)
            return redirect(self.edit_url_name, quote(self.object.pk))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def in_each_language(field: str, heading: Any) -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldPanel(f"{field}_{code}") for code in LANGUAGES], heading
    )


class ModerationRuleViewSet(ModelViewSet):  # type: ignore[misc]
    model = ModerationRule
    add_to_settings_menu = True
    menu_order = 119
    url_prefix = "saannot"
    icon = "list-ol"
    list_display = [
        "title_fi",
        "key",
        BooleanColumn("in_use", label=gettext_lazy("in use")),
        Column("sort_order", label=gettext_lazy("order")),
    ]
    list_filter = ["in_use"]
    list_per_page = PER_PAGE
    search_fields = ["title_fi", "why_fi", "key"]
    search_backend_name = None
    ordering = ["sort_order", "title_fi"]
    copy_view_enabled = False
    add_to_reference_index = False
    delete_view_class = RuleDeleteView
    panels = [
        FieldRowPanel(
            [FieldPanel("key"), FieldPanel("sort_order"), FieldPanel("in_use")]
        ),
        in_each_language("title", gettext_lazy("Title")),
        in_each_language("why", gettext_lazy("Reason")),
        in_each_language("mend", gettext_lazy("How to mend it")),
    ]


class ReadOnlyPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """To be looked at by those who have the right to view, and changed by nobody."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class ReadOnlyViewSet(ModelViewSet):  # type: ignore[misc]
    """A list and nothing else."""

    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = PER_PAGE
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("tulokset/", self.index_results_view, name="index_results"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> Any:
        # The other addresses do not exist: no column or button may ask for them.
        nothing = dict.fromkeys(
            ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name",
             "usage_url_name"),
        )  # fmt: skip
        return super().get_common_view_kwargs(**{**nothing, **kwargs})

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().none()

    def register_admin_url_finder(self) -> None:
        """There is no page of one row to link to."""


class OutboxFilterSet(WagtailFilterSet):  # type: ignore[misc]
    class Meta:
        model = OutboxMail
        fields = ["template", "language"]


class RetryColumn(Column):  # type: ignore[misc]
    cell_template_name = "moderation/admin/retry_cell.html"

    def get_cell_context_data(
        self, instance: OutboxMail, parent_context: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(
            instance, parent_context
        )
        return {**context, "csrf_token": get_token(parent_context["request"])}


class OutboxIndexView(IndexView):  # type: ignore[misc]
    any_permission_required = ["view"]

    def get_base_queryset(self) -> QuerySet[OutboxMail]:
        rows: QuerySet[OutboxMail] = super().get_base_queryset()
        return rows.filter(sent_at=None).select_related("submission")


class OutboxViewSet(ReadOnlyViewSet):
    """Mail that waits or was given up. Neither addresses nor texts: rows hold none."""

    model = OutboxMail
    menu_hook = "register_reports_menu_item"
    url_prefix = "lahtevat-viestit"
    url_namespace = "outbox"
    menu_label = gettext_lazy("Outgoing mail")
    icon = "mail"
    index_view_class = OutboxIndexView
    filterset_class = OutboxFilterSet
    search_fields = ["submission__reference"]
    ordering = ["-failed_at", "next_try_at"]
    list_display = [
        Column("submission.reference", label=gettext_lazy("Reference")),
        Column("get_template_display", label=gettext_lazy("Mail")),
        DateColumn("created_at", label=gettext_lazy("Created"), sort_key="created_at"),
        Column("tries", label=gettext_lazy("Tries")),
        DateColumn("next_try_at", label=gettext_lazy("Next try")),
        DateColumn("failed_at", label=gettext_lazy("Given up")),
        Column("error", label=gettext_lazy("Error")),
        RetryColumn("retry", label=gettext_lazy("Act")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/uudelleen/", retry, name="retry"),
        ]


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a mail tried again at once, from the first try."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not request.user.has_perm("moderation.change_outboxmail"):
        return forbidden(request)
    now = timezone.now()
    # Not a row that a sender holds just now, nor one whose decision can still be undone.
    # It gets the whole time to try again.
    free = OutboxMail.objects.filter(pk=pk, sent_at=None)
    waits = Q(tries=0, next_try_at__lte=now)
    free = free.filter(Q(failed_at__isnull=False) | waits | ~Q(error=""))
    changed = free.update(
        tries=0, failed_at=None, error="", next_try_at=now, created_at=now
    )
    if changed:
        send_soon()
        messages.success(request, _("The mail is being tried again."))
    else:
        messages.warning(request, _why_not(pk, now))
    return redirect(reverse("outbox:index"))


def _why_not(pk: int, now: datetime) -> str:
    if OutboxMail.objects.filter(pk=pk, tries=0, next_try_at__gt=now).exists():
        return _("The mail waits for as long as its decision can be undone.")
    return _("The mail has been sent in the meantime.")
