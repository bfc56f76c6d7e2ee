"""What every app builds on: pages, registers, settings, pictures, documents."""

from .cache import CacheVersion
from .media import SiteDocument, SiteImage, SiteRendition
from .pages import BasePage, BasePageQuerySet
from .registers import (
    DecisionBody,
    Municipality,
    Register,
    ServiceArea,
    ServiceUnit,
    TargetGroup,
    Topic,
)
from .settings import CountySettings, StoredSettings
from .subscriptions import CalendarMixin, FeedMixin
from .unit_addresses import FormerSlug

__all__ = [
    "BasePage",
    "BasePageQuerySet",
    "CacheVersion",
    "CalendarMixin",
    "CountySettings",
    "DecisionBody",
    "FeedMixin",
    "FormerSlug",
    "Municipality",
    "Register",
    "ServiceArea",
    "ServiceUnit",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StoredSettings",
    "TargetGroup",
    "Topic",
]
