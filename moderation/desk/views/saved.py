"""Saved views: keeping the filters under a name, and changing what is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from moderation import services
from moderation.desk.many_forms import SavedViewForm
from moderation.models import SavedView
from moderation.services.saved_views import MOST

from .base import TITLE, DeskMixin, Queue

SAVED = gettext_lazy("Saved views")
NAME_TAKEN = gettext_lazy("You have another view of this name.")
TOO_MANY = gettext_lazy(
    "You have %(most)s saved views, which is the most. Delete one first."
)


class DeskSaved(DeskMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """One's own views, each with its form; a POST keeps a new one."""

    template_name = "moderation/admin/saved.html"
    page_title = SAVED
    header_icon = "mail"
    http_method_names = ["get", "head", "post", "options"]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": TITLE},
            {"url": "", "label": SAVED},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Only what the list knows of is kept of what was posted.
        posted = QueryDict(request.POST.get("query", "")[:4000])
        query = Queue(request, posted).saveable[:1000]
        form = SavedViewForm(request.POST)
        if form.is_valid():
            try:
                view = services.save_view(
                    user=request.user,
                    name=form.cleaned_data["name"],
                    query=query,
                    shared=form.cleaned_data["shared"],
                )
            except services.TooMany:
                form.add_error(None, str(TOO_MANY) % {"most": MOST})
            else:
                messages.success(
                    request, _("“%(name)s” was saved.") % {"name": view.name}
                )
                return redirect(f"{reverse('desk:list')}?{view.query}")
        return self.render_to_response(self.get_context_data(new=form, query=query))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        refused: SavedViewForm | None = context.get("refused")
        user: Any = self.request.user
        own = SavedView.objects.filter(user=user)
        forms = [
            refused
            if refused and refused.instance.pk == view.pk
            else SavedViewForm(instance=view, auto_id=f"view-{view.pk}-%s")
            for view in own
        ]
        return {**context, "forms": forms, "most": MOST}


class DeskSavedView(DeskSaved):
    """Another name for one's own view, or shown to others or no more."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = get_object_or_404(SavedView, pk=kwargs["pk"], user=request.user)
        # Of a copy: the form writes into what it is given before anything is saved.
        form = SavedViewForm(request.POST, instance=view, auto_id=f"view-{view.pk}-%s")
        if form.is_valid():
            try:
                services.change_view(
                    view=SavedView.objects.get(pk=view.pk), **form.cleaned_data
                )
            except services.NameTaken:
                form.add_error("name", str(NAME_TAKEN))
            else:
                messages.success(request, _("The view was changed."))
                return redirect("desk:saved")
        return self.render_to_response(self.get_context_data(refused=form))


class DeskSavedDelete(DeskMixin, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = get_object_or_404(SavedView, pk=kwargs["pk"], user=request.user)
        services.delete_view(view=view)
        messages.success(request, _("“%(name)s” was deleted.") % {"name": view.name})
        return redirect("desk:saved")
