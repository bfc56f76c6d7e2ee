"""The registers in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from core.registers import (
    DecisionBodyAdmin,
    MunicipalityAdmin,
    ServiceAreaAdmin,
    TargetGroupAdmin,
    TopicAdmin,
)
from core.unit_register import ServiceUnitAdmin


class RegistersGroup(ModelAdminGroup):  # type: ignore[misc]
    menu_label = _("Registers")
    menu_item_name = "registers"
    menu_icon = "table"
    menu_order = 700
    items = (
        ServiceUnitAdmin,
        ServiceAreaAdmin,
        MunicipalityAdmin,
        TargetGroupAdmin,
        TopicAdmin,
        DecisionBodyAdmin,
    )
