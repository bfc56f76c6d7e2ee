"""Registers feedback with the desk and with Wagtail's workflow settings."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from feedback_forms.figures.staff import ADDRESS, TITLE, FiguresMenuItem
from feedback_forms.viewsets import (
    FeedbackOnDesk,
    FeedbackViewSet,
    NpsTargetViewSet,
)
from moderation.desk.kinds import DeskKind

register_snippet(FeedbackViewSet)


@hooks.register("register_desk_kind")
def feedback_on_the_desk() -> DeskKind:
    """Its words, search and filters on the desk."""
    return FeedbackOnDesk()


@hooks.register("register_admin_urls")
def figures_urls() -> list[URLResolver]:
    """The figures of feedback, and the import of answers."""
    return [path("palautteen-luvut/", include("feedback_forms.figures.admin_urls"))]


@hooks.register("register_admin_menu_item")
def figures_menu_item() -> FiguresMenuItem:
    """Right below the messages."""
    return FiguresMenuItem(
        TITLE, ADDRESS, name="feedback-figures", icon_name="table", order=11
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
