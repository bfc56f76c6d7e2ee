"""Registers the registers with Wagtail's admin, and our links in texts."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_modeladmin.options import modeladmin_register

from core.registers import RegistersGroup
from core.rich_text import SiteLinkHandler

modeladmin_register(RegistersGroup)


# After Wagtail's own, in whose place it comes.
@hooks.register("register_rich_text_features", order=10)
def links_in_one_query(features: FeatureRegistry) -> None:
    features.register_link_type(SiteLinkHandler)
