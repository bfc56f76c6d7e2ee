"""Registers initiatives with the desk and with Wagtail's workflow settings."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from initiatives.comments import hooks as comments  # noqa: F401
from initiatives.desk import InitiativeOnDesk
from initiatives.desk_views import RemovedFile, RemoveFile, attachment
from initiatives.handling import hooks as handling  # noqa: F401
from initiatives.suggestions import hooks as suggestions  # noqa: F401
from initiatives.supporting.paper import hooks as paper  # noqa: F401
from initiatives.viewsets import InitiativeViewSet
from moderation.desk.kinds import DeskKind

register_snippet(InitiativeViewSet)


@hooks.register("register_desk_kind")
def initiatives_on_the_desk() -> DeskKind:
    """Their words, filters and decisions on the desk."""
    return InitiativeOnDesk()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The files that came with an initiative, and those that were removed."""
    return [
        path(
            "aloitteet/<slug:reference>/liitteet/<int:pk>/",
            attachment,
            name="initiative_attachment",
        ),
        path(
            "aloitteet/<slug:reference>/liitteet/<int:pk>/poista/",
            RemoveFile.as_view(),
            name="initiative_remove_file",
        ),
        path(
            "aloitteet/<slug:reference>/poistetut/<int:pk>/",
            RemovedFile.as_view(),
            name="initiative_removed_file",
        ),
    ]


@hooks.register("register_permissions")
def initiative_permissions() -> QuerySet[Permission]:
    """The rights of the registry, which the settings of a group offer."""
    return Permission.objects.filter(
        content_type__app_label="initiatives",
        codename__in=["handle_initiative", "key_in_support"],
    )
