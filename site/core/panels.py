"""Panels of the county's settings that show instead of asking."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import Panel
from wagtail.contrib.settings.registry import registry
from wagtail.permissions import policy_registry

# What is shown of a palette: a ground, what stands on it, and a name for the pair.
SAMPLES = (
    ("page", "text", pgettext_lazy("sample of colours", "text on the page")),
    ("surface", "brand", pgettext_lazy("sample of colours", "link on a card")),
    ("tint", "text", pgettext_lazy("sample of colours", "text on the pale ground")),
    ("brand", "on-brand", pgettext_lazy("sample of colours", "button")),
    ("accent", "on-accent", pgettext_lazy("sample of colours", "main button")),
    ("page", "thread", pgettext_lazy("sample of colours", "thread")),
    ("deep", "on-deep", pgettext_lazy("sample of colours", "footer")),
)


@dataclass(frozen=True)
class Sample:
    """Two colours beside each other, and how far they are apart."""

    label: Any
    ground: str
    mark: str
    ratio: float


class ColoursPanel(Panel):  # type: ignore[misc]
    """What follows from the county's three colours, by day and by night."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "core/admin/colours_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "schemes": self.schemes(),
            }

        def schemes(self) -> list[tuple[Any, list[Sample]]]:
            from core.colours import contrast, palette

            chosen = self.instance.colours
            if not all(chosen.values()):
                return []
            found = palette(**chosen)
            return [
                (
                    label,
                    [
                        Sample(
                            name,
                            tokens[ground],
                            tokens[mark],
                            contrast(tokens[ground], tokens[mark]),
                        )
                        for ground, mark, name in SAMPLES
                    ],
                )
                for label, tokens in (
                    (_("By day"), found.light),
                    (_("On dark screens"), found.dark),
                )
            ]


class OtherSettingsPanel(Panel):  # type: ignore[misc]
    """Ways to the settings of other parts, so that nothing is set in two places."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "core/admin/other_settings_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "links": self.links()}

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.links())

        def links(self) -> list[dict[str, Any]]:
            """Those that say what they are about and that this user may change."""
            return [
                {
                    "name": capfirst(model._meta.verbose_name),
                    "about": model.about,
                    "url": reverse(
                        "wagtailsettings:edit",
                        args=[model._meta.app_label, model._meta.model_name],
                    ),
                }
                for model in registry
                if getattr(model, "about", "")
                and policy_registry.get_by_type(model).user_has_permission(
                    self.request.user, "change"
                )
            ]
