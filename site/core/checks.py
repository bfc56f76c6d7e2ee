"""House rules that `manage.py check` watches over."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from wagtail.models import Page

from core.models import BasePage

OURS = {
    "core",
    "home",
    "users",
    "participation_pages",
    "feedback_forms",
    "initiatives",
    "moderation",
    "search",
}


@checks.register(checks.Tags.models)
def pages_have_one_public_gate(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every page type of ours inherits BasePage, whose `public()` all readers go through."""
    return [
        checks.Error(
            f"{model._meta.label} is a page that does not inherit core.models.BasePage.",
            hint="Its drafts could show: BasePage.objects.public() is the gate of every list.",
            obj=model,
            id="core.E002",
        )
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and issubclass(model, Page)
        and not issubclass(model, BasePage)
    ]


@checks.register(checks.Tags.security)
def keys_are_set(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Contact details cannot be stored, nor receipts made, without keys."""
    return [
        checks.Error(
            f"{name} is empty.",
            hint="Set it in the environment; docs/operations.md says how to make one.",
            id="core.E003",
        )
        for name in ("FIELD_KEYS", "RECEIPT_KEY", "LOOKUP_KEY")
        if not getattr(settings, name)
    ]


@checks.register(checks.Tags.caches)
def tasks_and_cache_are_apart(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Emptying a cache empties its whole Redis database: no task may wait in it."""
    queues = {
        queue["URL"].partition("?")[0]
        for queue in getattr(settings, "RQ_QUEUES", {}).values()
    }
    return [
        checks.Error(
            f"The cache {name!r} and the background tasks share a Redis database.",
            hint="Give REDIS_URL another number than CACHE_URL, for example …:6379/1.",
            id="core.E004",
        )
        for name, cache in settings.CACHES.items()
        if cache.get("LOCATION") in queues
    ]
